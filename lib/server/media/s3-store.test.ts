/** What a bucket promises beyond what every store does: over the wire, when others write too, and when it is in trouble. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { makeBucketClient } from "./s3-client.ts";
import { s3Store } from "./s3-store.ts";
import { partBytes } from "./s3-upload.ts";
import type { Misdeed, Seen } from "./test-bucket.ts";
import { serve, textOf, until } from "./testing.ts";
import {
  firstTime,
  fixture,
  isFile,
  isOrder,
  isPart,
  large,
  largeBytes,
  region,
  source,
  storeOf,
} from "./test-s3-store.ts";

test("files lie under the prefix, and without one at the top", async (t) => {
  const { bucket } = await fixture(t);
  await storeOf(bucket, { prefix: "a/b/" }).write("c.mp4", source("x"));
  await storeOf(bucket, { prefix: "" }).write("d.mp4", source("x"));
  assert.deepEqual([...bucket.objects.keys()], ["a/b/c.mp4", "d.mp4"]);
});

test("a session token travels and is signed", async (t) => {
  const { bucket } = await fixture(t);
  bucket.keys.sessionToken = "token/with+signs==";
  await storeOf(bucket).write("a.mp4", source("x"));
  assert.equal(bucket.objects.size, 1);
});

test("the first file under a name stands, be it small or large, and the second writer is told of it", async (t) => {
  const { bucket, store } = await fixture(t);
  for (const [name, ...parts] of [
    ["a.mp4", "first"],
    ["b.mp4", Buffer.alloc(partBytes), "first"],
  ] as const) {
    const first = await store.write(name, source(...parts));
    assert.deepEqual(await store.write(name, source("the second")), first);
    assert.deepEqual(await store.write(name, large()), first);
  }
  assert.deepEqual(
    [...bucket.objects.values()].map((bytes) => bytes.subarray(-5).toString()),
    ["first", "first"],
  );
  assert.equal(bucket.uploads.size, 0);
});

test("a name that is taken while the parts are on their way keeps what took it, and the parts are dropped", async (t) => {
  const { bucket, store } = await fixture(t);
  async function* overtaken() {
    yield* large();
    bucket.objects.set("clips/a.mp4", Buffer.from("other"));
  }
  assert.equal((await store.write("a.mp4", overtaken())).sizeBytes, 5);
  assert.equal(bucket.uploads.size, 0);
});

test("a server that knows no conditions is asked without them", async (t) => {
  const { bucket, store } = await fixture(t);
  bucket.misbehave = ({ headers }) =>
    headers["if-none-match"] === undefined ? null : { status: 501, code: "NotImplemented" };
  assert.equal((await store.write("a.mp4", source("small"))).sizeBytes, 5);
  assert.equal((await store.write("b.mp4", large())).sizeBytes, largeBytes);
});

test("one part is held in memory: no more is read from the source before the bucket has it", async (t) => {
  const { bucket, store } = await fixture(t);
  let takenBytes = 0;
  const takenWhenAsked: number[] = [];
  async function* counted() {
    for (const chunk = Buffer.alloc(1024 * 1024); takenBytes < 40 * 1024 * 1024;) {
      takenBytes += chunk.length;
      yield chunk;
    }
  }
  bucket.misbehave = async (seen) => {
    if (!isPart(seen)) return null;
    takenWhenAsked.push(takenBytes);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(takenBytes, takenWhenAsked.at(-1));
    return null;
  };
  await store.write("a.mp4", counted());
  assert.deepEqual(
    takenWhenAsked.map((bytes, at) => bytes - at * partBytes),
    [9, 9, 9, 9, 8].map((mebibytes) => mebibytes * 1024 * 1024),
  );
});

test("a request that got no answer, or `later`, is sent again, and the file is kept once and whole", async (t) => {
  const troubles: Misdeed[] = [
    "reset",
    "lost",
    { status: 503, code: "SlowDown" },
    { status: 500 },
    { status: 400, code: "RequestTimeout" },
  ];
  for (const misdeed of troubles) {
    for (const is of [isFile, isPart, isOrder]) {
      const { bucket, store } = await fixture(t);
      bucket.misbehave = firstTime(is, misdeed);
      const file = await store.write("a.mp4", is === isFile ? source("x") : large());
      assert.equal(file.sizeBytes, is === isFile ? 1 : largeBytes, inspect(misdeed));
      assert.deepEqual([...bucket.objects.keys()], ["clips/a.mp4"]);
      assert.equal(bucket.uploads.size, 0);
    }
  }
});

test("a bucket that stays in trouble is given up after three requests, with nothing left in it", async (t) => {
  const { bucket, store } = await fixture(t);
  bucket.misbehave = (seen) => (isPart(seen) ? { status: 503, code: "SlowDown" } : null);
  await assert.rejects(store.write("a.mp4", large()), { name: "StorageError", kind: "io", message: /SlowDown/ });
  assert.equal(bucket.seen.filter(isPart).length, 3);
  assert.deepEqual([bucket.objects.size, bucket.uploads.size], [0, 0]);
});

test("a source that breaks between parts leaves no parts in the bucket", async (t) => {
  const { bucket, store } = await fixture(t);
  async function* breaking() {
    yield* large();
    assert.equal(bucket.uploads.size, 1);
    throw new Error("reset");
  }
  await assert.rejects(store.write("a.mp4", breaking()), /reset/);
  assert.deepEqual([bucket.objects.size, bucket.uploads.size], [0, 0]);
});

test("a failure that is told after `200` is a failure", async (t) => {
  const { bucket, store } = await fixture(t);
  bucket.misbehave = (seen) =>
    isOrder(seen) ? { status: 200, body: "<Error><Code>InternalError</Code></Error>" } : null;
  await assert.rejects(store.write("a.mp4", large()), { name: "StorageError", message: /InternalError/ });
  assert.deepEqual([bucket.objects.size, bucket.uploads.size], [0, 0]);
});

test("a sweep drops the uploads that were left, on every page of the list, and spares live, fresh and foreign ones", async (t) => {
  const { bucket, store } = await fixture(t);
  bucket.pageSize = 2;
  const hours = (count: number) => Date.now() - count * 3_600_000;
  const left = (key: string, begunAt: number) => bucket.uploads.set(`id of ${key}`, { key, begunAt, parts: new Map() });
  for (const name of ["a", "b", "c", "d", "e"]) left(`clips/${name}.mp4`, hours(25));
  left("clips/fresh.mp4", hours(23));
  left("clips/not ours/a.mp4", hours(99));
  left("other/a.mp4", hours(99));
  async function* sweeping() {
    yield* large();
    for (const upload of bucket.uploads.values()) if (upload.key === "clips/live.mp4") upload.begunAt = hours(48);
    assert.equal(await store.sweep(0), 5);
  }
  await store.write("live.mp4", sweeping());
  assert.deepEqual(
    [...bucket.uploads.values()].map(({ key }) => key),
    ["clips/fresh.mp4", "clips/not ours/a.mp4", "other/a.mp4"],
  );
  assert.equal(await store.sweep(3_600_000), 0);
  assert.equal(bucket.objects.size, 1);
});

test("a server that cannot list its uploads is left in peace", async (t) => {
  const { bucket, store } = await fixture(t);
  bucket.misbehave = ({ query }) => (query["uploads"] === undefined ? null : { status: 501, code: "NotImplemented" });
  assert.equal(await store.sweep(), 0);
});

test("a file that the bucket has lost, cut short or sent wrongly is an error for whoever reads it", async (t) => {
  const { bucket, store } = await fixture(t);
  await store.write("a.mp4", source("0123456789"));
  const isGet = ({ method }: Seen) => method === "GET";
  const wrong: [Misdeed, RegExp][] = [
    [{ status: 404, code: "NoSuchKey" }, /no longer/],
    [{ status: 206, headers: { "content-range": "bytes 2-3/10", "content-length": "2" }, body: "23" }, /ended before/],
    [{ status: 206, headers: { "content-range": "bytes 2-9/10" }, body: "23456789" }, /more than was asked/],
    [{ status: 206, headers: { "content-range": "bytes 0-4/10" }, body: "01234" }, /did not send the part/],
    [{ status: 200, body: "0123456789" }, /did not send the part/],
  ];
  for (const [misdeed, words] of wrong) {
    bucket.misbehave = (seen) => (isGet(seen) ? misdeed : null);
    await assert.rejects(textOf(store.read("a.mp4", { start: 2, end: 6 })), { name: "StorageError", message: words });
  }
  const cut = await serve(t, (_request, response) => {
    response.writeHead(206, { "content-range": "bytes 2-6/10", "content-length": "5" });
    response.write("23", () => response.destroy());
  });
  const cutStore = storeOf({ ...bucket, endpoint: cut.origin });
  await assert.rejects(textOf(cutStore.read("a.mp4", { start: 2, end: 6 })), {
    name: "StorageError",
    message: /cannot be reached/,
  });
});

test("a server that answers a range of everything with everything is understood", async (t) => {
  const { bucket, store } = await fixture(t);
  bucket.misbehave = ({ method }) =>
    method === "GET" ? { status: 200, headers: { "content-length": "5" }, body: "01234" } : null;
  assert.equal(await textOf(store.read("a.mp4", { start: 0, end: 4 })), "01234");
});

test("a read that nobody starts asks nothing, and a reader that stops early lets the connection go", async (t) => {
  const server = await serve(t, (_request, response) => {
    response.writeHead(206, { "content-range": "bytes 0-99999999/100000000", "content-length": "100000000" });
    response.write(Buffer.alloc(1_000_000));
  });
  const keys = { accessKeyId: "a", secretAccessKey: "b" };
  const store = s3Store(makeBucketClient({ name: "media", prefix: "", endpoint: server.origin, region }, keys));
  store.read("a.mp4", { start: 0, end: 99_999_999 });
  assert.equal(await server.connections(), 0);
  for await (const chunk of store.read("a.mp4", { start: 0, end: 99_999_999 })) {
    assert.ok(chunk.length > 0);
    assert.equal(await server.connections(), 1);
    break;
  }
  await until(async () => (await server.connections()) === 0);
});

test("tags without quotes, and those that a proxy marked as weak, come out strong", async (t) => {
  const { bucket, store } = await fixture(t);
  for (const etag of ["abc", '"abc"', 'W/"abc"']) {
    bucket.misbehave = () => ({ status: 200, headers: { etag, "content-length": "5" } });
    assert.deepEqual(await store.stat("a.mp4"), { sizeBytes: 5, etag: '"abc"' });
  }
});
