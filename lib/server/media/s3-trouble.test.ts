/** A bucket in trouble: what can be mended is said in words, and no secret with it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { inspect } from "node:util";
import { makeBucketClient } from "./s3-client.ts";
import { s3Store } from "./s3-store.ts";
import { StorageError } from "./storage-error.ts";
import type { Misdeed } from "./test-bucket.ts";
import { addressOf } from "./testing.ts";
import { fixture, isFile, noWaitsMs, region, source, storeOf } from "./test-s3-store.ts";

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
