import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type SaveOutcome, saveRemote, type SaveRequest } from "./download.ts";
import { folderStore } from "./folder-store.ts";
import { guardedFetch, type RemoteFile } from "./guarded-fetch.ts";
import { addressOf, emptyFolder, serve, until } from "./testing.ts";

const video = Buffer.concat([Buffer.from("\0\0\0\x20ftypisom\0\0\x02\0isomiso2", "latin1"), Buffer.alloc(5_000, 7)]);
const jpeg = Buffer.concat([Buffer.from("\xff\xd8\xff\xe0", "latin1"), Buffer.alloc(500, 7)]);

async function fixture(t: TestContext) {
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
async function outcomeOf(t: TestContext, listener: RequestListener, change: Partial<SaveRequest> = {}) {
  const { dir, request } = await fixture(t);
  const server = await serve(t, listener);
  const outcome = await saveRemote({ ...request, url: server.origin, ...change });
  // Whatever came of it, nothing may stay open: not a file half-written, not a connection.
  await until(async () => (await server.connections()) === 0);
  return { outcome, files: await readdir(dir), dir };
}

function sending(body: Uint8Array, headers: Record<string, string> = {}, status = 200): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

function assertNotSaved(end: { outcome: SaveOutcome; files: string[] }, kind: SaveOutcome["kind"], words: RegExp) {
  assert.equal(end.outcome.kind, kind);
  assert.match("message" in end.outcome ? end.outcome.message : "", words);
  assert.deepEqual(end.files, []);
}

test("a video is saved byte for byte, with its size and its true type", async (t) => {
  const end = await outcomeOf(t, sending(video, { "content-type": "video/webm" }));
  assert.deepEqual(end.outcome, { kind: "saved", sizeBytes: video.length, type: "video/mp4" });
  assert.deepEqual(end.files, ["a.mp4"]);
  assert.deepEqual(await readFile(join(end.dir, "a.mp4")), video);
});

test("a video without a label or an announced length is saved by its bytes", async (t) => {
  const chunked: RequestListener = (_request, response) => {
    response.write(video);
    response.end();
  };
  for (const listener of [chunked, sending(video, { "content-type": "application/octet-stream" })]) {
    const { outcome } = await outcomeOf(t, listener);
    assert.equal(outcome.kind, "saved");
  }
});

test("first bytes that come one by one are enough to know a video", async (t) => {
  const { dir, request } = await fixture(t);
  async function* body() {
    for (const byte of video) yield Uint8Array.of(byte);
  }
  const fetchFile = async (url: string): Promise<RemoteFile> => ({ status: 200, headers: {}, body: body(), url });
  assert.equal((await saveRemote({ ...request, fetchFile })).kind, "saved");
  assert.deepEqual(await readFile(join(dir, "a.mp4")), video);
});

test("an image is saved where an image is wanted, and is no video", async (t) => {
  const listener = sending(jpeg, { "content-type": "image/jpeg" });
  const saved = await outcomeOf(t, listener, { kind: "image" });
  assert.deepEqual(saved.outcome, { kind: "saved", sizeBytes: jpeg.length, type: "image/jpeg" });
  assertNotSaved(await outcomeOf(t, listener), "refused", /video/);
  assertNotSaved(await outcomeOf(t, sending(video), { kind: "image" }), "refused", /image/);
});

test("a page is no video, whatever its label or its status says", async (t) => {
  const page = Buffer.from("<!doctype html><title>Sign in</title>");
  assertNotSaved(await outcomeOf(t, sending(page, { "content-type": "text/html" })), "refused", /text\/html/);
  assertNotSaved(await outcomeOf(t, sending(page, { "content-type": "video/mp4" })), "refused", /first bytes/);
  assertNotSaved(await outcomeOf(t, sending(video, { "content-type": "text/html" })), "refused", /text\/html/);
});

test("an empty file is no video, and may be whole later", async (t) => {
  assertNotSaved(await outcomeOf(t, sending(Buffer.alloc(0), { "content-type": "video/mp4" })), "retry", /empty/);
});

test("a dead link is gone, and a server in trouble is tried again", async (t) => {
  for (const status of [400, 401, 403, 404, 410])
    assertNotSaved(await outcomeOf(t, sending(video, {}, status)), "gone", new RegExp(String(status)));
  for (const status of [206, 302, 408, 429, 500, 502, 503])
    assertNotSaved(await outcomeOf(t, sending(video, {}, status)), "retry", new RegExp(String(status)));
});

test("a file of exactly the allowed size is saved, and one byte more is refused", async (t) => {
  const listener = sending(video, { "content-length": String(video.length) });
  assert.equal((await outcomeOf(t, listener, { maxBytes: video.length })).outcome.kind, "saved");
  assertNotSaved(await outcomeOf(t, listener, { maxBytes: video.length - 1 }), "refused", /larger/);
});

test("a file that is announced as too large is refused before its first byte", async (t) => {
  let progress = 0;
  const listener: RequestListener = (_request, response) => {
    response.writeHead(200, { "content-length": "10001" });
    response.write(video);
  };
  assertNotSaved(await outcomeOf(t, listener, { onProgress: () => (progress += 1) }), "refused", /larger/);
  assert.equal(progress, 0);
});

test("an endless file is refused as soon as it is too large", async (t) => {
  let sent = 0;
  const listener: RequestListener = (_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(video)) sent += video.length;
    };
    response.on("drain", more);
    more();
  };
  assertNotSaved(await outcomeOf(t, listener), "refused", /larger/);
  assert.ok(sent < 100_000_000, `the server could send ${sent} bytes`);
});

test("a file that is shorter than announced is tried again, however the connection ends", async (t) => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${video.length + 1}\r\n\r\n`);
      socket.end(video);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { dir, request } = await fixture(t);
  const url = `http://127.0.0.1:${addressOf(server).port}/`;
  assertNotSaved({ outcome: await saveRemote({ ...request, url }), files: await readdir(dir) }, "retry", /broke off/);

  const headers = { "content-length": String(video.length + 1) };
  const fetchFile = async (): Promise<RemoteFile> => ({ status: 200, headers, body: only(video), url });
  const outcome = await saveRemote({ ...request, fetchFile });
  assertNotSaved({ outcome, files: await readdir(dir) }, "retry", /cut short/);
});

test("a file that is longer than announced is refused", async (t) => {
  const { dir, request } = await fixture(t);
  const headers = { "content-length": String(video.length - 1) };
  const fetchFile = async (url: string): Promise<RemoteFile> => ({ status: 200, headers, body: only(video), url });
  const outcome = await saveRemote({ ...request, fetchFile });
  assertNotSaved({ outcome, files: await readdir(dir) }, "refused", /longer/);
});

test("a connection that breaks in the middle is tried again", async (t) => {
  const listener: RequestListener = (_request, response) => {
    response.write(video, () => response.destroy());
  };
  assertNotSaved(await outcomeOf(t, listener), "retry", /broke off/);
});

test("a server that cannot be reached is tried again", async (t) => {
  const { request } = await fixture(t);
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = addressOf(server);
  server.close();
  await once(server, "close");
  const outcome = await saveRemote({ ...request, url: `http://127.0.0.1:${port}/` });
  assert.equal(outcome.kind, "retry");
  assert.match("message" in outcome ? outcome.message : "", /ECONNREFUSED/);
});

test("a link into this network is refused for good", async (t) => {
  const { request } = await fixture(t);
  for (const url of ["https://127.0.0.2/", "http://cdn.test/", "https://169.254.169.254/latest", "nonsense"]) {
    const outcome = await saveRemote({ ...request, url });
    assert.equal(outcome.kind, "refused", url);
  }
});

test("a server that drips is given up and tried again, and one that keeps the pace is not", async (t) => {
  const dripping: RequestListener = (_request, response) => {
    response.write(video.subarray(0, 100));
    const timer = setInterval(() => response.write("x"), 5);
    response.on("close", () => clearInterval(timer));
  };
  const pace = { windowMs: 50, minBytes: 1_000 };
  assertNotSaved(await outcomeOf(t, dripping, { pace }), "retry", /too slow/);
  const { outcome } = await outcomeOf(t, sending(video), { pace: { windowMs: 0, minBytes: 1 } });
  assert.equal(outcome.kind, "saved");
});

test("a store that is slow to take the bytes is not blamed on the file's server", async (t) => {
  const { request } = await fixture(t);
  const { store } = request;
  let nowMs = performance.now();
  t.mock.method(performance, "now", () => nowMs);
  async function* taken(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      nowMs += 30;
      yield chunk;
    }
  }
  async function* body() {
    for (let at = 0; at < 5; at += 1) yield video.subarray(at * 500, at * 500 + 500);
  }
  const fetchFile = async (url: string): Promise<RemoteFile> => ({ status: 200, headers: {}, body: body(), url });
  const slow = {
    ...store,
    write: (name: string, source: AsyncIterable<Uint8Array>) => store.write(name, taken(source)),
  };
  const pace = { windowMs: 20, minBytes: 1_000 };
  const outcome = await saveRemote({ ...request, store: slow, fetchFile, pace });
  assert.deepEqual(outcome, { kind: "saved", sizeBytes: 2_500, type: "video/mp4" });
});

test("an abort stops the download, leaves nothing, and says that it can be tried again", async (t) => {
  const abort = new AbortController();
  const listener: RequestListener = (_request, response) => response.write(video);
  const onProgress = () => abort.abort(new Error("stopped"));
  assertNotSaved(await outcomeOf(t, listener, { signal: abort.signal, onProgress }), "retry", /stopped/);
  assertNotSaved(await outcomeOf(t, listener, { signal: AbortSignal.abort() }), "retry", /broke off/);
});

test("progress tells what has arrived and what was announced", async (t) => {
  const seen: [number, number | null][] = [];
  const onProgress = (received: number, total: number | null) => seen.push([received, total]);
  await outcomeOf(t, sending(video, { "content-length": String(video.length) }), { onProgress });
  assert.deepEqual(seen.at(-1), [video.length, video.length]);
  assert.deepEqual(
    seen,
    seen.toSorted(([a], [b]) => a - b),
  );
});

test("a folder that cannot be written to is storage trouble, and the connection is let go", async (t) => {
  const { dir, request } = await fixture(t);
  await rm(dir, { recursive: true });
  const server = await serve(t, sending(video));
  const outcome = await saveRemote({ ...request, url: server.origin });
  assert.equal(outcome.kind, "storage");
  await until(async () => (await server.connections()) === 0);
});

test("a failed download leaves an older file of that name as it was", async (t) => {
  const { dir, request } = await fixture(t);
  const whole = await serve(t, sending(video));
  await saveRemote({ ...request, url: whole.origin });
  const broken = await serve(t, (_request, response) => response.write(video, () => response.destroy()));
  assert.equal((await saveRemote({ ...request, url: broken.origin })).kind, "retry");
  assert.deepEqual(await readFile(join(dir, "a.mp4")), video);
});

test("a message for people never holds the link, which may be signed", async (t) => {
  const { request } = await fixture(t);
  const server = await serve(t, sending(video, {}, 404));
  for (const url of [
    `${server.origin}/?sig=secret`,
    "https://10.0.0.1/?sig=secret",
    "http://127.0.0.1:1/?sig=secret",
  ]) {
    const outcome = await saveRemote({ ...request, url });
    assert.ok("message" in outcome && outcome.message !== "" && !outcome.message.includes("secret"), url);
  }
});

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
