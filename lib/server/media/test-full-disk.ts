/** Run by folder-store.test.ts on a disk of one megabyte: says what a write that does not fit leads to. */
import { readdir } from "node:fs/promises";
import { folderStore } from "./folder-store.ts";
import { StorageError } from "./storage-error.ts";

let isSourceTold = false;
const dir = process.argv[2] ?? "";
const store = folderStore(dir);
await store.write("kept.mp4", source(100));
isSourceTold = false;
const kind = await store.write("large.mp4", source(5_000)).then(
  () => "written",
  (error: unknown) => (error instanceof StorageError ? error.kind : String(error)),
);
const wasSourceTold = isSourceTold;
await store.write("after.mp4", source(100));
console.log(JSON.stringify({ kind, wasSourceTold, files: (await readdir(dir)).toSorted() }));

async function* source(kilobytes: number): AsyncGenerator<Uint8Array> {
  try {
    for (let sent = 0; sent < kilobytes; sent += 50) yield new Uint8Array(50 * 1024);
  } finally {
    isSourceTold = true;
  }
}
