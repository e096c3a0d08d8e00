/** What a file in a store may be called, whatever the store is. Must not know what the files are for. */

/** Of files that are not finished; a sweep deletes those. */
export const unfinishedEnding = ".part";

export function isMediaName(name: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,159}$/.test(name) && !name.endsWith(unfinishedEnding);
}

/**
 * Names are ours (a job's id and an ending), so a bad one is a mistake in the program and not a person's. Checked all
 * the same: this is the last line before the file system, or before other people's files in a bucket.
 * @throws {TypeError}
 */
export function assertMediaName(name: string): void {
  if (!isMediaName(name)) throw new TypeError(`not a name for a media file: ${JSON.stringify(name)}`);
}
