/** What a bucket promises beyond what every store does: over the wire, when others write too, and when it is in trouble. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test, type TestContext } from "node:test";
import { inspect } from "node:util";
import { makeBucketClient } from "./s3-client.ts";
import { s3Store } from "./s3-store.ts";
import { partBytes } from "./s3-upload.ts";
import { StorageError } from "./storage-error.ts";
import { type Misdeed, type Seen, startTestBucket, type TestBucket } from "./test-bucket.ts";
import { addressOf, serve, textOf, until } from "./testing.ts";

const region = "eu-central-1";
const noWaitsMs = [0, 0];

function storeOf(bucket: TestBucket, change: { prefix?: string; name?: string; keys?: TestBucket["keys"] } = {}) {
  const place = {
    name: change.name ?? bucket.bucket,
    prefix: change.prefix ?? "clips/",
    endpoint: bucket.endpoint,
    region,
  };
  return s3Store(makeBucketClient(place, change.keys ?? bucket.keys, noWaitsMs));
}

async function fixture(t: TestContext) {
  const bucket = await startTestBucket(t);
  return { bucket, store: storeOf(bucket) };
}

async function* source(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part, "latin1") : part;
}

/** Two parts, the last one short. */
const large = () => source(Buffer.alloc(partBytes), "end");
const largeBytes = partBytes + 3;

/** The first request of which this is true goes wrong in this way. */
function firstTime(is: (seen: Seen) => boolean, misdeed: Misdeed): TestBucket["misbehave"] {
  let isDone = false;
  return (seen) => {
    if (isDone || !is(seen)) return null;
    isDone = true;
    return misdeed;
  };
}

const isPart = ({ method, query }: Seen) => method === "PUT" && query["uploadId"] !== undefined;
const isOrder = ({ method, query }: Seen) => method === "POST" && query["uploadId"] !== undefined;
const isFile = ({ method, query }: Seen) => method === "PUT" && query["uploadId"] === undefined;

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

test("a bucket without room is named as full", async (t) => {
  const { bucket, store } = await fixture(t);
  for (const misdeed of [
    { status: 507 },
    { status: 403, code: "QuotaExceeded" },
    { status: 400, code: "EntityTooLarge" },
  ]) {
    bucket.misbehave = (seen) => (isFile(seen) ? misdeed : null);
    await assert.rejects(store.write("a.mp4", source("x")), { name: "StorageError", kind: "full" });
  }
});

test("what an operator can mend is said in words: keys, clock, region, bucket, rights", async (t) => {
  const { bucket, store } = await fixture(t);
  const said: [Misdeed, RegExp][] = [
    [{ status: 403, code: "ExpiredToken" }, /run out/],
    [{ status: 403, code: "RequestTimeTooSkewed" }, /clock/],
    [
      { status: 301, code: "PermanentRedirect", headers: { "x-amz-bucket-region": "us-west-2" } },
      /AWS_REGION to us-west-2/,
    ],
    [
      { status: 400, body: "<Error><Code>AuthorizationHeaderMalformed</Code><Region>us-west-2</Region></Error>" },
      /to us-west-2/,
    ],
    [{ status: 307, body: "<html>" }, /another region/],
    [{ status: 403, code: "AccessDenied" }, /s3:ListBucketMultipartUploads/],
  ];
  for (const [misdeed, words] of said) {
    bucket.misbehave = () => misdeed;
    await assert.rejects(store.check(), { name: "StorageError", kind: "unwritable", message: words });
  }
  bucket.misbehave = () => null;
  await assert.rejects(storeOf(bucket, { name: "other" }).check(), { kind: "unwritable", message: /does not exist/ });
  const keys = { ...bucket.keys, secretAccessKey: "wrong" };
  await assert.rejects(storeOf(bucket, { keys }).check(), {
    kind: "unwritable",
    message: /does not accept the AWS keys[^:]*It is/,
  });
});

test("a check that fails names the bucket and the endpoint, and other troubles name neither", async (t) => {
  const { bucket } = await fixture(t);
  const store = storeOf(bucket, { name: "other-bucket" });
  const named = (error: unknown) =>
    error instanceof StorageError && error.message.includes(`s3://other-bucket/clips/ at ${bucket.endpoint}`);
  await assert.rejects(store.check(), named);
  await assert.rejects(store.sweep(), named);
  const unnamed = (error: unknown) =>
    error instanceof StorageError &&
    !error.message.includes("other-bucket") &&
    !error.message.includes(bucket.endpoint);
  await assert.rejects(store.write("a.mp4", source("x")), unnamed);
});

test("a check finds out that a file which is not there is called forbidden", async (t) => {
  const { bucket, store } = await fixture(t);
  bucket.misbehave = ({ method, key }) =>
    method === "HEAD" && !bucket.objects.has(key) ? { status: 403, code: "AccessDenied" } : null;
  await assert.rejects(store.check(), { kind: "unwritable", message: /s3:ListBucket/ });
  assert.equal(bucket.objects.size, 0);
});

test("no key, no signature and no word of the bucket's own comes out in an error or in the store itself", async (t) => {
  const { bucket, store } = await fixture(t);
  const secrets = [bucket.keys.accessKeyId, bucket.keys.secretAccessKey, "Signature", "of AKID"];
  const shown = [inspect(store, { depth: 9, showHidden: true }), JSON.stringify(store)];
  for (const misdeed of [
    "reset",
    { status: 400, body: `<Error><Code>${secrets[1]}</Code></Error>` },
    { status: 418 },
  ] as const) {
    bucket.misbehave = () => misdeed;
    await store.check().catch((error: unknown) => shown.push(inspect(error, { depth: 9, showHidden: true })));
  }
  bucket.keys = { accessKeyId: "other", secretAccessKey: "other" };
  bucket.misbehave = () => null;
  await store.check().catch((error: unknown) => shown.push(inspect(error, { depth: 9, showHidden: true })));
  assert.equal(shown.length, 6);
  for (const text of shown) for (const secret of secrets) assert.ok(!text.includes(secret), text);
});

test("a server that is not there is named so", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${addressOf(server).port}`;
  server.close();
  await once(server, "close");
  const store = s3Store(
    makeBucketClient(
      { name: "media", prefix: "", endpoint, region },
      { accessKeyId: "a", secretAccessKey: "b" },
      noWaitsMs,
    ),
  );
  await assert.rejects(store.stat("a.mp4"), { name: "StorageError", kind: "io", message: /ECONNREFUSED/ });
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
