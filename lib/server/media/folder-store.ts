/**
 * Keeps media in a folder. A name shows up there only when its bytes are whole and on the disk: they are written beside
 * it, flushed, and moved into place. Owns the folder; must not know what the files are for.
 */
import "server-only";
import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { assertMediaName, unfinishedEnding } from "./media-name.ts";
import { nullWhenMissing, StorageError, storing } from "./storage-error.ts";
import type { ByteRange, MediaStore, StoredFile } from "./store.ts";

const readChunkBytes = 256 * 1024;

export function folderStore(dir: string): MediaStore {
  /** Part files this store is writing now; a sweep leaves them alone. */
  const inProgress = new Set<string>();

  function pathOf(name: string): string {
    assertMediaName(name);
    return join(dir, name);
  }

  async function write(name: string, source: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const path = pathOf(name);
    // A random part: two writers of one name each finish a whole file, and the later one stands.
    const part = `${name}.${randomUUID()}${unfinishedEnding}`;
    inProgress.add(part);
    try {
      await writePart(join(/*turbopackIgnore: true*/ dir, part), source);
      return await storing(async () => {
        await rename(join(/*turbopackIgnore: true*/ dir, part), path);
        await syncFolder(dir);
        return describe(await stat(path, { bigint: true }));
      });
    } catch (error) {
      await rm(join(/*turbopackIgnore: true*/ dir, part), { force: true }).catch(() => {}); // the first trouble is the one to tell
      throw error;
    } finally {
      inProgress.delete(part);
    }
  }

  return {
    write,
    async stat(name) {
      const path = pathOf(name);
      return storing(async () => {
        const found = await stat(path, { bigint: true }).catch(nullWhenMissing);
        return found === null ? null : describe(found);
      });
    },
    read: (name, range) => chunks(pathOf(name), range),
    async delete(name) {
      const path = pathOf(name);
      await storing(async () => {
        await rm(path, { force: true });
        await syncFolder(dir);
      });
    },
    async check() {
      try {
        await storing(() => mkdir(dir, { recursive: true }));
        // Named as an unfinished file, so that a sweep takes it away should this process die here.
        const probe = join(dir, `check.${randomUUID()}${unfinishedEnding}`);
        await writePart(probe, oneByte());
        await storing(() => rm(probe));
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        throw new StorageError(error.kind, `${error.message} The media folder is ${dir}.`, error.cause);
      }
    },
    sweep: (idleMs = 0) => storing(() => sweepParts(dir, idleMs, inProgress)),
  };
}

/** Only the disk's troubles become a `StorageError`: a download that breaks with ECONNRESET is none. */
async function writePart(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  // "wx" fails when the file exists, so a link that somebody planted under this name is never followed.
  const handle = await storing(() => open(path, "wx"));
  try {
    for await (const chunk of source) await storing(() => handle.writeFile(chunk));
    await storing(() => handle.sync());
  } finally {
    await storing(() => handle.close()); // a network folder may say only now that it is full
  }
}

/** Without this a power cut can lose the new name although the bytes are on the disk. Windows cannot open a folder. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Strong without reading the bytes: a file here is never changed in place. Its inode tells it from the file it replaced
 * (both exist for a moment), its time from later files with that inode; the clock of a disk alone ticks every few
 * milliseconds. A sha256 would need a place of its own to be remembered in, or 2 GB read per start.
 */
function describe(file: { size: bigint; mtimeNs: bigint; ino: bigint }): StoredFile {
  const marks = [file.size, file.mtimeNs, file.ino].map((mark) => mark.toString(36));
  return { sizeBytes: Number(file.size), etag: `"${marks.join("-")}"` };
}

async function* chunks(path: string, range: ByteRange): AsyncGenerator<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    let position = range.start;
    while (position <= range.end) {
      const buffer = new Uint8Array(Math.min(readChunkBytes, range.end - position + 1));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) throw new StorageError("io", "The file ended before the part that was asked for.");
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle?.close();
  }
}

async function sweepParts(dir: string, idleMs: number, inProgress: ReadonlySet<string>): Promise<number> {
  const names = await readdir(dir).catch(nullWhenMissing);
  let swept = 0;
  for (const name of names ?? []) {
    if (!name.endsWith(unfinishedEnding) || inProgress.has(name)) continue;
    const file = await stat(join(dir, name)).catch(nullWhenMissing);
    if (file === null || Date.now() - file.mtimeMs < idleMs) continue;
    await rm(join(dir, name), { force: true });
    swept += 1;
  }
  return swept;
}

async function* oneByte(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1);
}
