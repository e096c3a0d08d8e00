import assert from "node:assert/strict";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { get } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { test, type TestContext } from "node:test";
import { parse as parseDisposition } from "content-disposition";
import { Problem } from "#lib/problem.ts";
import { folderStore } from "./folder-store.ts";
import { serveMedia } from "./serve.ts";
import type * as storageErrors from "./storage-error.ts";
import { emptyFolder, openFilesIn, serve, until } from "./testing.ts";

const content = "0123456789".repeat(10);

async function fixture(t: TestContext, text = content) {
  const dir = await emptyFolder(t);
  const store = folderStore(dir);
  async function* source() {
    yield Buffer.from(text);
  }
  const { etag } = await store.write("a.mp4", source());
  const media = { store, name: "a.mp4", type: "video/mp4" };
  const ask = (headers: Record<string, string> = {}, method = "GET") =>
    serveMedia(new Request("http://127.0.0.1/", { method, headers }), media);
  return { dir, store, etag, media, ask };
}

test("without a range the whole file comes, with everything a player needs to seek", async (t) => {
  const { ask, etag } = await fixture(t);
  const response = await ask();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "video/mp4");
  assert.equal(response.headers.get("content-length"), "100");
  assert.equal(response.headers.get("accept-ranges"), "bytes");
  assert.equal(response.headers.get("etag"), etag);
  assert.equal(response.headers.get("content-range"), null);
  assert.equal(await response.text(), content);
});

test("foreign bytes cannot become a page of this site, and only the person's own browser keeps them", async (t) => {
  const { headers } = await (await fixture(t)).ask();
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  const policy = (headers.get("content-security-policy") ?? "").split(/; */);
  assert.ok(policy.includes("default-src 'none'"));
  assert.ok(policy.some((rule) => rule.startsWith("sandbox") && !rule.includes("allow-scripts")));
  assert.ok(!policy.some((rule) => rule.startsWith("script-src")));
  assert.match(headers.get("cache-control") ?? "", /^private, max-age=\d+, immutable$/);
});

const satisfiable: [range: string, contentRange: string][] = [
  ["bytes=0-1", "bytes 0-1/100"],
  ["bytes=0-0", "bytes 0-0/100"],
  ["bytes=10-19", "bytes 10-19/100"],
  ["bytes=90-", "bytes 90-99/100"],
  ["bytes=0-", "bytes 0-99/100"],
  ["bytes=99-99", "bytes 99-99/100"],
  ["bytes=95-500", "bytes 95-99/100"],
  ["bytes=0-99999999999999999999999", "bytes 0-99/100"],
  ["bytes=-1", "bytes 99-99/100"],
  ["bytes=-100", "bytes 0-99/100"],
  ["bytes=-500", "bytes 0-99/100"],
  ["BYTES=0-1", "bytes 0-1/100"],
];
for (const [range, contentRange] of satisfiable) {
  test(`${range} of a hundred bytes is answered with 206 and ${contentRange}`, async (t) => {
    const response = await (await fixture(t)).ask({ range });
    const [, start, end] = /^bytes (\d+)-(\d+)\//.exec(contentRange) ?? [];
    const part = content.slice(Number(start), Number(end) + 1);
    assert.equal(response.status, 206);
    assert.equal(response.headers.get("content-range"), contentRange);
    assert.equal(response.headers.get("content-length"), String(part.length));
    assert.equal(await response.text(), part);
  });
}

for (const range of ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999999-"]) {
  test(`${range} of a hundred bytes is answered with 416 and the size`, async (t) => {
    const response = await (await fixture(t)).ask({ range });
    assert.equal(response.status, 416);
    assert.equal(response.headers.get("content-range"), "bytes */100");
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    const problem: unknown = await response.json();
    assert.partialDeepStrictEqual(problem, { code: "range_not_satisfiable", status: 416 });
  });
}

for (const range of [
  "bytes=0-1,5-6",
  "bytes=",
  "bytes=a-b",
  "bytes",
  "items=0-1",
  "items=500-",
  "bytes=0",
  "bytes=--1",
  "bytes=-",
]) {
  test(`${range} is not a part that we send, so the whole file comes`, async (t) => {
    const response = await (await fixture(t)).ask({ range });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), content);
  });
}

test("HEAD tells what GET would, without bytes, and takes no range", async (t) => {
  const { ask, etag } = await fixture(t);
  for (const range of ["", "bytes=0-1", "bytes=500-"]) {
    const response = await ask({ range }, "HEAD");
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-length"), "100");
    assert.equal(response.headers.get("etag"), etag);
    assert.equal(response.body, null);
  }
});

test("a browser that has the file gets 304 and no bytes", async (t) => {
  const { ask, etag } = await fixture(t);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const response = await ask({ "if-none-match": known, range: "bytes=0-1" });
    assert.equal(response.status, 304, known);
    assert.equal(response.headers.get("etag"), etag);
    assert.equal(response.body, null);
  }
  assert.equal((await ask({ "if-none-match": '"other"' })).status, 200);
});

test("a part is sent only of the very file that the browser began with", async (t) => {
  const { ask, etag } = await fixture(t);
  const range = "bytes=0-1";
  assert.equal((await ask({ range, "if-range": etag })).status, 206);
  for (const other of ['"other"', `W/${etag}`, "Wed, 21 Oct 2026 07:28:00 GMT"])
    assert.equal((await ask({ range, "if-range": other })).status, 200, other);
});

test("a download carries its name in Chinese, and one in ASCII for old programs", async (t) => {
  const { media } = await fixture(t);
  const request = new Request("http://127.0.0.1/");
  const response = await serveMedia(request, { ...media, downloadName: '一只猫 100% "ok" 1234abcd.mp4' });
  const header = response.headers.get("content-disposition") ?? "";
  assert.match(header, /^attachment; /);
  assert.equal(parseDisposition(header).parameters["filename"], '一只猫 100% "ok" 1234abcd.mp4');
  assert.equal(parseDisposition(header, { extended: false }).parameters["filename"], '_ 100_ "ok" 1234abcd.mp4');
  assert.equal((await serveMedia(request, media)).headers.get("content-disposition"), null);
});

test("a file that is not there is a problem for people, and so is a folder that cannot be read", async (t) => {
  const { dir, store, media, ask } = await fixture(t);
  await store.delete("a.mp4");
  await assert.rejects(ask(), (error) => error instanceof Problem && error.code === "not_found");
  const broken = { ...media, store: folderStore("\0") };
  await assert.rejects(
    serveMedia(new Request("http://127.0.0.1/"), broken),
    (error) => error instanceof Problem && error.code === "storage_unavailable" && !error.message.includes(dir),
  );
});

test("trouble of a store that the process's start made is known as such by a route", async (t) => {
  const { media } = await fixture(t);
  // Next hands the start and the routes a copy each of every module, so this class is not the one that serve.ts knows.
  const copy = new URL("./storage-error.ts?another-copy", import.meta.url).href;
  const { StorageError } = (await import(copy)) as typeof storageErrors; // the same file
  const stat = () => Promise.reject(new StorageError("io", "The media bucket cannot be reached."));
  const asked = serveMedia(new Request("http://127.0.0.1/"), { ...media, store: { ...media.store, stat } });
  await assert.rejects(asked, { name: "Problem", code: "storage_unavailable" });
});

test("a file that disappears under its reader breaks the transfer instead of ending it early", async (t) => {
  const { dir, ask } = await fixture(t);
  const response = await ask();
  await rm(dir, { recursive: true });
  await assert.rejects(response.text());
});

const noProc = process.platform === "linux" ? false : "needs /proc";

test("a client that goes away closes the file", { skip: noProc }, async (t) => {
  const { dir, media } = await fixture(t, "x".repeat(50_000_000));
  const server = await serve(t, (_request, response) => {
    serveMedia(new Request("http://127.0.0.1/"), media)
      // Node's type of the same stream; Next pipes it in the same way.
      .then(({ body }) => pipeline(Readable.fromWeb(body as NodeReadableStream), response))
      .catch(() => {}); // the client's going away is what this test is about
  });
  for (let round = 0; round < 5; round += 1) {
    const request = get(server.origin);
    const [response] = await once(request, "response");
    await once(response, "readable");
    assert.equal((await openFilesIn(dir)).length, 1);
    request.destroy();
    await until(async () => (await openFilesIn(dir)).length === 0);
  }
});

test("an answer that is dropped, before or after its first byte, leaves no file open", { skip: noProc }, async (t) => {
  const { dir, ask } = await fixture(t, "x".repeat(1_000_000));
  await ask();
  await (await ask()).body?.cancel();
  const reader = (await ask()).body?.getReader();
  await reader?.read();
  assert.equal((await openFilesIn(dir)).length, 1);
  await reader?.cancel();
  assert.deepEqual(await openFilesIn(dir), []);
});

test("a cancel while the file is just being opened leaves no file open", { skip: noProc }, async (t) => {
  const { dir, ask } = await fixture(t, "x".repeat(1_000_000));
  const reader = (await ask()).body?.getReader();
  const reading = reader?.read();
  await reader?.cancel();
  await reading;
  assert.deepEqual(await openFilesIn(dir), []);
});

test("a slow reader does not draw a large file into memory", async (t) => {
  const { media } = await fixture(t, "x".repeat(20_000_000));
  let readBytes = 0;
  const counted = { ...media.store, read: counting };
  async function* counting(...[name, range]: Parameters<typeof media.store.read>) {
    for await (const chunk of media.store.read(name, range)) {
      readBytes += chunk.length;
      yield chunk;
    }
  }
  const response = await serveMedia(new Request("http://127.0.0.1/"), { ...media, store: counted });
  const reader = response.body?.getReader();
  for (let chunks = 0; chunks < 3; chunks += 1) await reader?.read();
  assert.ok(readBytes > 0 && readBytes < 2_000_000, `${readBytes} bytes were read`);
  await reader?.cancel();
});
