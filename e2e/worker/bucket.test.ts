/** A job whose video is kept in a bucket, from the relay over real sockets to the bytes that a browser asks for. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { posterName, videoName } from "#lib/server/media/names.ts";
import { makeBucketClient } from "#lib/server/media/s3-client.ts";
import { s3Store } from "#lib/server/media/s3-store.ts";
import { serveMedia } from "#lib/server/media/serve.ts";
import { startTestBucket } from "#lib/server/media/test-bucket.ts";
import { startS3rver } from "#lib/server/media/test-s3rver.ts";
import { makeWorld } from "./world.ts";

const s3rver = await startS3rver({ after });

function storeIn({ endpoint, bucket, keys }: Pick<typeof s3rver, "endpoint" | "bucket" | "keys">) {
  const place = { name: bucket, prefix: "clips/", endpoint, region: "us-east-1" };
  return s3Store(makeBucketClient(place, keys, [0, 0]));
}

test("a finished video is kept in the bucket and served whole and by range from there", async (t) => {
  const store = storeIn(s3rver);
  const world = await makeWorld(t, { media: store });
  const { id } = await world.submit();
  const job = await world.until(id, ({ media }) => media.state === "saved");
  assert.deepEqual([job.status, world.relay.posts().length], ["succeeded", 1]);
  const files = await s3rver.files();
  assert.ok(files.includes(`clips/${videoName(id)}`), files.join());
  assert.ok(files.every((file) => [videoName(id), posterName(id)].some((name) => file === `clips/${name}`)));

  const media = { store, name: videoName(id), type: "video/mp4" };
  const asked = (headers: HeadersInit = {}) => serveMedia(new Request("http://desk.test/video", { headers }), media);
  const whole = await asked();
  const bytes = Buffer.from(await whole.arrayBuffer());
  assert.deepEqual([whole.status, bytes.length, bytes.subarray(4, 8).toString()], [200, job.media.bytes, "ftyp"]);

  // What Safari asks first, and what every browser asks when somebody seeks.
  const first = await asked({ range: "bytes=0-1" });
  assert.deepEqual([first.status, first.headers.get("content-range")], [206, `bytes 0-1/${bytes.length}`]);
  assert.deepEqual(Buffer.from(await first.arrayBuffer()), bytes.subarray(0, 2));
  const etag = whole.headers.get("etag") ?? "";
  const rest = await asked({ range: "bytes=100-", "if-range": etag });
  assert.equal(rest.status, 206);
  assert.deepEqual(Buffer.from(await rest.arrayBuffer()), bytes.subarray(100));
  assert.equal((await asked({ "if-none-match": etag })).status, 304);
  assert.equal((await asked({ range: `bytes=${bytes.length}-` })).status, 416);
});

test("a video that no room was left for is said, leaves nothing, costs nothing, and is kept once there is room", async (t) => {
  const bucket = await startTestBucket(t);
  const world = await makeWorld(t, { media: storeIn(bucket) });
  bucket.misbehave = ({ method }) => (method === "PUT" ? { status: 507 } : null);
  const { id } = await world.submit();
  const waiting = await world.until(id, ({ media }) => media.error !== null);
  assert.deepEqual([waiting.status, waiting.media.state, bucket.objects.size], ["succeeded", "pending", 0]);
  assert.match(waiting.media.error ?? "", /No room is left/);
  bucket.misbehave = () => null;
  await world.until(id, ({ media }) => media.state === "saved");
  assert.ok(bucket.objects.has(`clips/${videoName(id)}`));
  assert.equal(world.relay.posts().length, 1);
});

test("a video that a worker kept before it died is not replaced by the worker that takes the job over", async (t) => {
  const bucket = await startTestBucket(t);
  const store = storeIn(bucket);
  const world = await makeWorld(t, { media: store });
  bucket.misbehave = async ({ method, key }) => {
    if (method === "PUT" && key.endsWith(".mp4") && bucket.objects.size === 0)
      bucket.objects.set(key, Buffer.from("kept by another"));
    return null;
  };
  const { id } = await world.submit();
  const job = await world.until(id, ({ media }) => media.state === "saved");
  assert.equal(job.media.bytes, "kept by another".length);
  assert.equal((await store.stat(videoName(id)))?.sizeBytes, job.media.bytes);
});
