/** Run by folder-store.test.ts on a disk of one megabyte: says what a write and a download that do not fit lead to. */
import { readdir } from "node:fs/promises";
import { saveRemote } from "./download.ts";
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
const outcome = await saveRemote({
  store,
  fetchFile: async (url) => ({ status: 200, headers: {}, body: video(), url }),
  url: "",
  name: "download.mp4",
  kind: "video",
  maxBytes: 10_000_000,
  signal: new AbortController().signal,
});
const download = "message" in outcome ? `${outcome.kind}: ${outcome.message}` : outcome.kind;
await store.write("after.mp4", source(100));
console.log(JSON.stringify({ kind, wasSourceTold, download, files: (await readdir(dir)).toSorted() }));

async function* source(kilobytes: number): AsyncGenerator<Uint8Array> {
  try {
    for (let sent = 0; sent < kilobytes; sent += 50) yield new Uint8Array(50 * 1024);
  } finally {
    isSourceTold = true;
  }
}

async function* video(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("\0\0\0\x20ftypisom\0\0\x02\0isomiso2", "latin1");
  yield* source(5_000);
}
