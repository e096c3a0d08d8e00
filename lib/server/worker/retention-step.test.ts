/** Which videos go, when and in which order, with real files, on a folder and on a bucket. */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, type TestContext } from "node:test";
import { parseConfig } from "../config.ts";
import { test } from "../database/testing.ts";
import { star, trash } from "../jobs/decisions.ts";
import { readFacts } from "../jobs/facts.ts";
import { claimById } from "../jobs/move.ts";
import { readJob } from "../jobs/read.ts";
import { removeForRoom } from "../jobs/retention.ts";
import { testStore, type TestStore } from "../jobs/test-store.ts";
import { jobNow, keptJob, present } from "../jobs/testing.ts";
import { folderStore } from "../media/folder-store.ts";
import { posterName, videoName } from "../media/names.ts";
import { makeBucketClient } from "../media/s3-client.ts";
import { s3Store } from "../media/s3-store.ts";
import { StorageError } from "../media/storage-error.ts";
import type { MediaStore } from "../media/store.ts";
import { startTestBucket } from "../media/test-bucket.ts";
import { emptyFolder } from "../media/testing.ts";
import { retentionPass } from "./retention-step.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const days = (count: number) => parseConfig({ RETENTION_DAYS: String(count) });

interface Desk {
  store: TestStore;
  media: MediaStore;
  /** Made one after the other, an hour apart. */
  ids: string[];
}

async function desk(t: TestContext, count: number, media?: MediaStore): Promise<Desk> {
  const store = await testStore(t);
  const kept = { store, media: media ?? folderStore(await emptyFolder(t)), ids: new Array<string>() };
  for (let made = 0; made < count; made += 1) {
    const id = await keptJob(store, null, `jimeng:${made}`);
    for (const name of [videoName(id), posterName(id)]) await kept.media.write(name, Readable.from([Buffer.from("x")]));
    kept.ids.push(id);
    store.pass(hourMs);
  }
  return kept;
}

/** Which of them are kept, by the row; the files must say the same. */
async function kept({ store, media, ids }: Desk): Promise<boolean[]> {
  const states: boolean[] = [];
  for (const id of ids) {
    const isKept = (await jobNow(store, id)).media.state === "saved";
    for (const name of [videoName(id), posterName(id)]) assert.equal((await media.stat(name)) !== null, isKept, name);
    states.push(isKept);
  }
  return states;
}

describe("by age", () => {
  test("a video goes when its days are over and it was announced; a starred one and a younger one stay", async (t) => {
    const all = await desk(t, 3);
    const { store, ids } = all;
    const [old = "", starred = "", young = ""] = ids;
    await star(store, starred, true);
    await store.db
      .updateTable("jobs")
      .set({ finished_at: store.now() + 20 * dayMs })
      .where("id", "=", young)
      .execute();
    store.pass(24 * dayMs);
    await retentionPass(all, days(30));
    const announced = present((await jobNow(store, old)).media.keep_until);
    const finished = present((await jobNow(store, old)).finished_at);
    assert.equal(Date.parse(announced), Date.parse(finished) + 30 * dayMs);
    assert.deepEqual(
      [(await jobNow(store, starred)).media.keep_until, (await jobNow(store, young)).media.keep_until],
      [null, null],
    );
    assert.equal((await readFacts(await store.another())).media.removedSoon, 1);

    store.pass(Date.parse(announced) - store.now() - 1);
    await retentionPass(all, days(30));
    assert.deepEqual(await kept(all), [true, true, true]);
    store.pass(60_000);
    await retentionPass(all, days(30));
    assert.deepEqual(await kept(all), [false, true, true]);

    const { job, events } = present(await readJob(store, old));
    assert.deepEqual(
      [job.status, job.media.state, job.media.video_url, job.media.poster_url, job.media.keep_until],
      ["succeeded", "expired", null, null, null],
    );
    assert.match(job.media.error ?? "", /^Removed on 2026-\d\d-\d\d: .*30 days/);
    assert.equal(Date.parse(job.media.removed_at ?? ""), store.now());
    const last = present(events.find(({ type }) => type === "video_removed"));
    assert.deepEqual([last.detail["reason"], last.detail["bytes"]], ["age", 12_345]);
    assert.equal(await claimById(store, old, 60_000), null, "nobody asks the relay for it");
  });

  test("a setting that is new, and a star that is taken back, leave a day from when that is announced", async (t) => {
    const all = await desk(t, 1);
    const { store, ids } = all;
    const [id = ""] = ids;
    store.pass(400 * dayMs);
    await retentionPass(all, days(30));
    assert.equal(Date.parse((await jobNow(store, id)).media.keep_until ?? ""), store.now() + dayMs);
    store.pass(dayMs - hourMs);
    await star(store, id, true);
    await star(store, id, false);
    await retentionPass(all, days(30));
    store.pass(dayMs - 1);
    await retentionPass(all, days(30));
    assert.deepEqual(await kept(all), [true]);
    // More days, or none at all, take the announcement back.
    store.pass(60_000);
    await retentionPass(all, days(500));
    assert.deepEqual([await kept(all), (await jobNow(store, id)).media.keep_until], [[true], null]);
    store.pass(60_000);
    await retentionPass(all, days(30));
    store.pass(60_000);
    await retentionPass(all, parseConfig({}));
    store.pass(2 * dayMs);
    await retentionPass(all, parseConfig({}));
    assert.deepEqual([await kept(all), (await jobNow(store, id)).media.keep_until], [[true], null]);
  });

  test("in a bucket it is the same", async (t) => {
    const { endpoint, bucket, keys } = await startTestBucket(t);
    const place = { name: bucket, prefix: "clips/", endpoint, region: "eu-central-1" };
    const all = await desk(t, 2, s3Store(makeBucketClient(place, keys)));
    await star(all.store, all.ids[1] ?? "", true);
    all.store.pass(2 * dayMs);
    await retentionPass(all, days(1));
    all.store.pass(dayMs);
    await retentionPass(all, days(1));
    assert.deepEqual(await kept(all), [false, true]);
  });
});

describe("for room", () => {
  const floor = parseConfig({ DISK_FLOOR_BYTES: "1000" });

  test("the trash goes first, then the oldest, until there is enough; stars and what is an hour old stay", async (t) => {
    const all = await desk(t, 5);
    const { store, ids } = all;
    const [starred = "", , , trashed = ""] = ids;
    await star(store, starred, true);
    await trash(store, trashed, null);
    store.pass(hourMs);
    ids.push(await keptJob(store, null, "jimeng:new"));
    for (const name of [videoName, posterName])
      await all.media.write(name(ids[5] ?? ""), Readable.from([Buffer.from("x")]));
    const free = [999, 1_000];
    await retentionPass(all, floor, async () => present(free.shift()));
    assert.deepEqual(await kept(all), [true, true, true, false, true, true]);
    await retentionPass(all, floor, () => assert.fail("once a minute"));
    store.pass(60_000);
    const tight = [0, 500, 1_000];
    await retentionPass(all, floor, async () => present(tight.shift()));
    assert.deepEqual(await kept(all), [true, false, false, false, true, true]);
    store.pass(60_000);
    await retentionPass(all, floor, async () => 0);
    assert.deepEqual(await kept(all), [true, false, false, false, false, true], "nothing else may go");
    store.pass(60_000);
    await retentionPass(all, floor, async () => null);
  });

  test("a crash between the row and its files leaves no claim, and the next pass deletes the files", async (t) => {
    const all = await desk(t, 2);
    const { store, ids } = all;
    const [first = ""] = ids;
    const row = present(await removeForRoom(store));
    assert.equal(row.id, first);
    assert.equal((await jobNow(store, first)).media.video_url, null);
    assert.notEqual(await all.media.stat(videoName(first)), null);
    const full = { ...all.media, delete: () => Promise.reject(new StorageError("io", "The disk does not answer.")) };
    await assert.rejects(
      retentionPass({ ...all, media: full }, floor, async () => 0),
      StorageError,
    );
    store.pass(60_000);
    await retentionPass(all, parseConfig({}));
    assert.deepEqual(await kept(all), [false, true]);
  });

  test("instances that look at once remove no video twice", async (t) => {
    const all = await desk(t, 3);
    const other = { ...all, store: { ...all.store, ...(await all.store.another()) } };
    all.store.pass(hourMs);
    const rows = await Promise.all([all, other, all].map(({ store }) => removeForRoom(store)));
    assert.deepEqual(rows.map((row) => present(row).id).sort(), all.ids.toSorted());
    const frees = [0, 1_000];
    const readFree = async () => present(frees.shift());
    all.store.pass(60_000);
    await Promise.all([retentionPass(all, floor, readFree), retentionPass(other, floor, readFree)]);
    assert.deepEqual(await kept(all), [false, false, false]);
  });
});
