/** What a download's test needs: a folder, a server of its own, and what has come of it. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import type { RequestListener } from "node:http";
import type { TestContext } from "node:test";
import { type SaveOutcome, saveRemote, type SaveRequest } from "./download.ts";
import { folderStore } from "./folder-store.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import { emptyFolder, serve, until } from "./testing.ts";

export const video = Buffer.concat([
  Buffer.from("\0\0\0\x20ftypisom\0\0\x02\0isomiso2", "latin1"),
  Buffer.alloc(5_000, 7),
]);
export const jpeg = Buffer.concat([Buffer.from("\xff\xd8\xff\xe0", "latin1"), Buffer.alloc(500, 7)]);

export async function fixture(t: TestContext) {
  const dir = await emptyFolder(t);
  const request: SaveRequest = {
    store: folderStore(dir),
    fetchFile: (url, signal) => guardedFetch(url, { allowedHosts: ["127.0.0.1"], signal }),
    url: "",
    name: "a.mp4",
    kind: "video",
    maxBytes: 10_000,
    signal: new AbortController().signal,
  };
  return { dir, request };
}

/** What saving from a server like this leads to, and what is in the folder then. */
export async function outcomeOf(t: TestContext, listener: RequestListener, change: Partial<SaveRequest> = {}) {
  const { dir, request } = await fixture(t);
  const server = await serve(t, listener);
  const outcome = await saveRemote({ ...request, url: server.origin, ...change });
  // Whatever came of it, nothing may stay open: not a file half-written, not a connection.
  await until(async () => (await server.connections()) === 0);
  return { outcome, files: await readdir(dir), dir };
}

export function sending(body: Uint8Array, headers: Record<string, string> = {}, status = 200): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

export function assertNotSaved(
  end: { outcome: SaveOutcome; files: string[] },
  kind: SaveOutcome["kind"],
  words: RegExp,
) {
  assert.equal(end.outcome.kind, kind);
  assert.match("message" in end.outcome ? end.outcome.message : "", words);
  assert.deepEqual(end.files, []);
}

export async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
