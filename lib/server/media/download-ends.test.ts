import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { saveRemote } from "./download.ts";
import type { RemoteFile } from "./guarded-fetch.ts";
import { assertNotSaved, fixture, only, outcomeOf, sending, video } from "./test-download.ts";
import { addressOf, serve, until } from "./testing.ts";

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
