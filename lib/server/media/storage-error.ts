/**
 * The troubles of a disk, under the three names that a caller can act on. Must not know what is stored.
 */

/** `full` and `unwritable` are for the operator to mend; the same bytes may be kept afterwards. */
export class StorageError extends Error {
  readonly kind: "full" | "unwritable" | "io";

  constructor(kind: StorageError["kind"], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StorageError";
    this.kind = kind;
  }
}

/**
 * By its name and not its class: Next gives the process's start and its routes a copy each of this file, and the store
 * that a route is handed was made at the start.
 */
export function isStorageError(error: unknown): error is StorageError {
  return error instanceof Error && error.name === "StorageError";
}

/** Runs one piece of work on the disk and gives its troubles their names. @throws {StorageError} */
export async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw storageError(error);
  }
}

function storageError(error: unknown): StorageError {
  const code = codeOf(error);
  switch (code) {
    case "ENOSPC":
    case "EDQUOT": // the quota of the user or the volume
    case "EFBIG": // the largest file that the volume, or this process, may make
      return new StorageError("full", `No room is left for this file in the media folder (${code}).`, error);
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOENT": // the folder was removed or its volume is not mounted
    case "ENOTDIR":
    case "EEXIST": // a file stands where the folder should be
      return new StorageError("unwritable", `The media folder cannot be read and written (${code}).`, error);
    default:
      return new StorageError("io", `The media folder cannot be used (${code ?? String(error)}).`, error);
  }
}

/** For `catch`: a file that is not there. */
export function nullWhenMissing(error: unknown): null {
  if (codeOf(error) === "ENOENT") return null;
  throw error;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
