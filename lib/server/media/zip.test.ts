import assert from "node:assert/strict";
import { open, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { folderStore } from "./folder-store.ts";
import { makeBucketClient } from "./s3-client.ts";
import { s3Store } from "./s3-store.ts";
import type { MediaStore } from "./store.ts";
import { startTestBucket } from "./test-bucket.ts";
import { unzip } from "./test-zip.ts";
import { emptyFolder, openFilesIn, until } from "./testing.ts";
import { type ZippedFile, zipOf } from "./zip.ts";

const at = new Date("2026-11-29T12:00:00Z");
const manifest = { as: "manifest.json", text: '{"名":"猫"}', at };
const bucket = await startTestBucket({ after });
const noProc = process.platform !== "linux" && "needs /proc";

const stores: Record<string, (t: TestContext) => Promise<MediaStore> | MediaStore> = {
  "a folder": async (t) => folderStore(await emptyFolder(t)),
  "a bucket": () =>
    s3Store(
      makeBucketClient(
        { name: bucket.bucket, prefix: "", endpoint: bucket.endpoint, region: "eu-central-1" },
        bucket.keys,
        [0, 0],
      ),
    ),
};

async function kept(store: MediaStore, name: string, as: string, bytes: Buffer): Promise<ZippedFile> {
  async function* source() {
    yield bytes;
  }
  const { sizeBytes } = await store.write(name, source());
  return { name, as, sizeBytes, at };
}

for (const [kind, make] of Object.entries(stores)) {
  test(`${kind}: a zip holds every file byte for byte under its name, and is as long as was said`, async (t) => {
    const store = await make(t);
    const large = Buffer.alloc(
      900_001,
      Uint8Array.from({ length: 251 }, (_, i) => (i * 31) % 251),
    );
    const files = [
      await kept(store, "a.mp4", "一只小猫 🐟.mp4", large),
      await kept(store, "b.mp4", "b.mp4", Buffer.from("x")),
      await kept(store, "c.mp4", "empty.mp4", Buffer.alloc(0)),
    ];
    const { sizeBytes, body } = zipOf(store, files, manifest);
    const bytes = Buffer.from(await new Response(body()).arrayBuffer());
    assert.equal(bytes.length, sizeBytes);
    const found = unzip(bytes);
    assert.deepEqual([...found.keys()], ["manifest.json", "一只小猫 🐟.mp4", "b.mp4", "empty.mp4"]);
    assert.equal(found.get("manifest.json")?.toString(), manifest.text);
    assert.ok(found.get("一只小猫 🐟.mp4")?.equals(large));
    assert.equal(found.get("b.mp4")?.toString(), "x");
  });

  test(`${kind}: a file that is gone when its turn comes breaks the zip off, so that it does not look whole`, async (t) => {
    const store = await make(t);
    const files = [
      await kept(store, "a.mp4", "a.mp4", Buffer.alloc(600_000)),
      await kept(store, "b.mp4", "b.mp4", Buffer.alloc(10)),
    ];
    const { sizeBytes, body } = zipOf(store, files, manifest);
    await store.delete("b.mp4");
    let readBytes = 0;
    await assert.rejects(async () => {
      for await (const chunk of body()) readBytes += chunk.length;
    });
    assert.ok(readBytes > 600_000 && readBytes < sizeBytes);
  });
}

test("a file that has become shorter breaks the zip off too", async (t) => {
  const dir = await emptyFolder(t);
  const store = folderStore(dir);
  const files = [await kept(store, "a.mp4", "a.mp4", Buffer.alloc(600_000))];
  await truncate(join(dir, "a.mp4"), 500_000);
  await assert.rejects(new Response(zipOf(store, files, manifest).body()).arrayBuffer());
});

test(
  "three files of 2 GB are read no faster than the reader takes them, and let go with it",
  { skip: noProc },
  async (t) => {
    const dir = await emptyFolder(t);
    const store = folderStore(dir);
    const sizeBytes = 2 * 1024 ** 3;
    const files: ZippedFile[] = [];
    for (const name of ["a.mp4", "b.mp4", "c.mp4"]) {
      const handle = await open(join(dir, name), "w");
      await handle.truncate(sizeBytes); // takes no room on the disk
      await handle.close();
      files.push({ name, as: name, sizeBytes, at });
    }
    const taken = { bytes: 0 };
    const counting: MediaStore = {
      ...store,
      async *read(name, range) {
        for await (const chunk of store.read(name, range)) {
          taken.bytes += chunk.length;
          yield chunk;
        }
      },
    };
    const zip = zipOf(counting, files, manifest);
    assert.ok(zip.sizeBytes > 3 * sizeBytes && zip.sizeBytes < 3 * sizeBytes + 2_000);
    const reader = zip.body().getReader();
    let readBytes = 0;
    while (readBytes < 64 * 1024 ** 2) {
      readBytes += (await reader.read()).value?.length ?? 0;
      await new Promise(setImmediate); // a slow reader: whatever runs ahead has the time to
      assert.ok(taken.bytes - readBytes < 2 * 1024 ** 2, `${taken.bytes - readBytes} bytes ahead`);
    }
    assert.deepEqual(await openFilesIn(dir), [join(dir, "a.mp4")]);
    await reader.cancel();
    await until(async () => (await openFilesIn(dir)).length === 0);
    await rm(join(dir, "a.mp4"));
  },
);
