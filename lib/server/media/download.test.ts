import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { saveRemote } from "./download.ts";
import type { RemoteFile } from "./guarded-fetch.ts";
import { assertNotSaved, fixture, jpeg, only, outcomeOf, sending, video } from "./test-download.ts";
import { serve } from "./testing.ts";

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

test("a file that is longer than announced is refused", async (t) => {
  const { dir, request } = await fixture(t);
  const headers = { "content-length": String(video.length - 1) };
  const fetchFile = async (url: string): Promise<RemoteFile> => ({ status: 200, headers, body: only(video), url });
  const outcome = await saveRemote({ ...request, fetchFile });
  assertNotSaved({ outcome, files: await readdir(dir) }, "refused", /longer/);
});

test("a link into this network is refused for good", async (t) => {
  const { request } = await fixture(t);
  for (const url of ["https://127.0.0.2/", "http://cdn.test/", "https://169.254.169.254/latest", "nonsense"]) {
    const outcome = await saveRemote({ ...request, url });
    assert.equal(outcome.kind, "refused", url);
  }
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
