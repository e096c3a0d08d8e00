/**
 * What the rest of the media code may ask of a place that keeps files, so that a bucket can stand in for a folder. Knows
 * names and bytes; must not know jobs, rows, the relay, or HTTP. Troubles are `StorageError`s.
 */

/** Both ends count, as in a `Range` header: `{start: 0, end: 1}` is two bytes. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredFile {
  sizeBytes: number;
  /** Strong, with its quotes, as it travels. */
  etag: string;
}

export interface MediaStore {
  /**
   * Keeps everything `source` yields under `name`, or nothing at all. When it has answered, a whole file stands there and
   * survives a power cut; the answer describes that file. Where a whole file stood before (names are used once, so it is
   * the same video, kept by a process that died or lost its job), either of the two may stay.
   * What `source` throws comes out as it was thrown. @throws {StorageError}
   */
  write(name: string, source: AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** @throws {StorageError} */
  stat(name: string): Promise<StoredFile | null>;
  /**
   * Opens nothing until the first chunk is asked for, and lets go when the reader stops early. Throws when the file is
   * gone or ends before `range` does: a short answer must not look like a whole one.
   */
  read(name: string, range: ByteRange): AsyncIterable<Uint8Array>;
  /** A file that is not there counts as deleted. @throws {StorageError} */
  delete(name: string): Promise<void>;
  /** Proves that files can be kept here, by keeping one. @throws {StorageError} whose message names the place */
  check(): Promise<void>;
  /**
   * Deletes what dead processes left half-written, and answers how many files that were. `idleMs` says how long a file
   * must have been silent to count as left: 0, the default, when no other process writes here, else more than the
   * longest pause that a download may make. A bucket leaves it alone for a day whatever is asked.
   */
  sweep(idleMs?: number): Promise<number>;
}
