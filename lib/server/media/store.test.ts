/** What every store promises, on each of them: a folder, an S3 server that others wrote, and a bucket as strict as Amazon's. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test, type TestContext } from "node:test";
import { folderStore } from "./folder-store.ts";
import { makeBucketClient } from "./s3-client.ts";
import { s3Store } from "./s3-store.ts";
import { partBytes } from "./s3-upload.ts";
import { StorageError } from "./storage-error.ts";
import type { MediaStore } from "./store.ts";
import { startTestBucket } from "./test-bucket.ts";
import { startS3rver } from "./test-s3rver.ts";
import { bytesOf, emptyFolder, textOf } from "./testing.ts";

const s3rver = await startS3rver({ after });
const testBucket = await startTestBucket({ after });

const stores: Record<string, (t: TestContext) => Promise<MediaStore> | MediaStore> = {
  "a folder": async (t) => folderStore(await emptyFolder(t)),
  "an S3 server": () => bucketOf(s3rver),
  "a strict bucket": () => bucketOf(testBucket),
};

function bucketOf({ endpoint, bucket, keys }: Pick<typeof s3rver, "endpoint" | "bucket" | "keys">): MediaStore {
  const place = { name: bucket, prefix: `of/${randomUUID()}/`, endpoint, region: "eu-central-1" };
  return s3Store(makeBucketClient(place, keys));
}

async function* source(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part, "latin1") : part;
}

for (const [kind, makeStore] of Object.entries(stores)) {
  test(`${kind}: what was written is read back whole, and in any part`, async (t) => {
    const store = await makeStore(t);
    const { sizeBytes } = await store.write("a.mp4", source("hello ", "", "world"));
    assert.equal(sizeBytes, 11);
    assert.equal(await textOf(store.read("a.mp4", { start: 0, end: 10 })), "hello world");
    assert.equal(await textOf(store.read("a.mp4", { start: 4, end: 6 })), "o w");
    assert.equal(await textOf(store.read("a.mp4", { start: 10, end: 10 })), "d");
  });

  test(`${kind}: a file of any length comes back byte for byte`, async (t) => {
    const store = await makeStore(t);
    const bytes = Buffer.alloc(
      2 * partBytes + 1,
      Uint8Array.from({ length: 251 }, (_, at) => (at * 31) % 251),
    );
    for (const size of [1, 700_001, partBytes - 1, partBytes, partBytes + 1, 2 * partBytes, 2 * partBytes + 1]) {
      const name = `${size}.mp4`;
      // In pieces that meet no boundary of a part, but for one that is larger than a part.
      const rest = bytes.subarray(3, size);
      const { sizeBytes } = await store.write(name, source(bytes.subarray(0, Math.min(3, size)), rest));
      assert.equal(sizeBytes, size);
      const read = await bytesOf(store.read(name, { start: 0, end: size - 1 }));
      assert.ok(read.equals(bytes.subarray(0, size)), name);
    }
    const middle = await bytesOf(store.read(`${2 * partBytes + 1}.mp4`, { start: partBytes - 2, end: partBytes + 2 }));
    assert.deepEqual(middle, bytes.subarray(partBytes - 2, partBytes + 3));
  });

  test(`${kind}: an empty file is a file, and reading it yields nothing`, async (t) => {
    const store = await makeStore(t);
    assert.equal((await store.write("a.mp4", source())).sizeBytes, 0);
    assert.equal((await store.stat("a.mp4"))?.sizeBytes, 0);
    assert.equal(await textOf(store.read("a.mp4", { start: 0, end: -1 })), "");
  });

  test(`${kind}: a name is not there before its bytes are whole, be they few or many`, async (t) => {
    const store = await makeStore(t);
    for (const size of [10, 2 * partBytes]) {
      const name = `${size}.mp4`;
      const seen: unknown[] = [];
      async function* watched() {
        yield Buffer.alloc(size);
        seen.push(await store.stat(name));
        yield Buffer.alloc(size);
        seen.push(await store.stat(name));
      }
      await store.write(name, watched());
      assert.deepEqual(seen, [null, null]);
      assert.equal((await store.stat(name))?.sizeBytes, 2 * size);
    }
  });

  test(`${kind}: a source that breaks leaves nothing, and its error comes out as it was thrown`, async (t) => {
    const store = await makeStore(t);
    const trouble = Object.assign(new Error("reset"), { code: "ENOSPC" }); // even with a disk's code it is not the disk
    for (const size of [10, 2 * partBytes]) {
      async function* breaking() {
        yield Buffer.alloc(size);
        throw trouble;
      }
      await assert.rejects(store.write("a.mp4", breaking()), (error) => error === trouble);
      assert.equal(await store.stat("a.mp4"), null);
    }
  });

  test(`${kind}: a source that breaks leaves the older file as it was`, async (t) => {
    const store = await makeStore(t);
    const older = await store.write("a.mp4", source("older"));
    async function* breaking() {
      yield Buffer.from("newer");
      throw new Error("reset");
    }
    await assert.rejects(store.write("a.mp4", breaking()), /reset/);
    assert.deepEqual(await store.stat("a.mp4"), older);
    assert.equal(await textOf(store.read("a.mp4", { start: 0, end: 4 })), "older");
  });

  test(`${kind}: of two writers of one name both are answered, and one whole file stands`, async (t) => {
    const store = await makeStore(t);
    await Promise.all([store.write("a.mp4", source("1", "1", "1")), store.write("a.mp4", source("2", "2", "2"))]);
    assert.match(await textOf(store.read("a.mp4", { start: 0, end: 2 })), /^(111|222)$/);
  });

  test(`${kind}: a file written again is one whole file, and the answer describes the one that stands`, async (t) => {
    const store = await makeStore(t);
    await store.write("a.mp4", source("first"));
    const answer = await store.write("a.mp4", source("the second"));
    assert.deepEqual(await store.stat("a.mp4"), answer);
    const text = await textOf(store.read("a.mp4", { start: 0, end: answer.sizeBytes - 1 }));
    assert.match(text, /^(first|the second)$/);
  });

  test(`${kind}: the tag is a strong one and stays while the file stays, whoever looks`, async (t) => {
    const store = await makeStore(t);
    for (const size of [5, partBytes + 1]) {
      const written = await store.write(`${size}.mp4`, source(Buffer.alloc(size)));
      assert.match(written.etag, /^"[0-9a-z-]+"$/);
      assert.deepEqual(await store.stat(`${size}.mp4`), written);
    }
  });

  test(`${kind}: a file that is not there has no stat, cannot be read, and counts as deleted`, async (t) => {
    const store = await makeStore(t);
    assert.equal(await store.stat("a.mp4"), null);
    await assert.rejects(textOf(store.read("a.mp4", { start: 0, end: 1 })));
    await store.delete("a.mp4");
    await store.write("a.mp4", source("x"));
    await store.delete("a.mp4");
    assert.equal(await store.stat("a.mp4"), null);
  });

  test(`${kind}: a file that is shorter than the part that was asked for is an error, not a short answer`, async (t) => {
    const store = await makeStore(t);
    await store.write("a.mp4", source("12345"));
    for (const range of [
      { start: 3, end: 9 },
      { start: 5, end: 5 },
      { start: 0, end: 5 },
    ])
      await assert.rejects(textOf(store.read("a.mp4", range)), StorageError);
  });

  test(`${kind}: no name leads out of the store, hides in it, or looks unfinished`, async (t) => {
    const store = await makeStore(t);
    const traps = ["", ".", "..", "../a", "a/b", "a\\b", ".a", "a\0b", "a b", "a.part", "/etc/passwd", "a".repeat(161)];
    for (const name of [...traps, "a?uploads", "a#b", "a%2fb", "ä"]) {
      await assert.rejects(async () => store.write(name, source("x")), TypeError, JSON.stringify(name));
      await assert.rejects(async () => store.stat(name), TypeError, JSON.stringify(name));
      await assert.rejects(async () => store.delete(name), TypeError, JSON.stringify(name));
      assert.throws(() => store.read(name, { start: 0, end: 0 }), TypeError, JSON.stringify(name));
    }
  });

  test(`${kind}: a check passes, again too, and leaves no file`, async (t) => {
    const store = await makeStore(t);
    await store.check();
    await store.check();
    assert.equal(await store.sweep(), 0);
  });
}
