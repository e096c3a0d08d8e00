import assert from "node:assert/strict";
import { test as plainTest } from "node:test";
import { test } from "../database/testing.ts";
import { listJobs } from "./read.ts";
import { testStore, type TestStore } from "./test-store.ts";
import { queuedJob } from "./testing.ts";
import { usualOf } from "./usual.ts";

const minuteMs = 60_000;
const keptForMs = 10_000;

plainTest("what is usual is where the middle eight of ten lie, in steps that people would say", () => {
  const seconds = (...values: number[]) => usualOf(values.map((value) => value * 1_000));
  assert.equal(seconds(60, 70, 80, 90), null);
  assert.deepEqual(seconds(2, 2, 2, 2, 2), { from_seconds: 5, to_seconds: 5 });
  assert.deepEqual(seconds(41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51), { from_seconds: 40, to_seconds: 50 });
  const videos = Array.from({ length: 101 }, (_, i) => 70 + i);
  assert.deepEqual(seconds(...videos), { from_seconds: 60, to_seconds: 180 });
  // One that took a day, or none, moves nothing.
  assert.deepEqual(seconds(...videos, 86_400, 0), { from_seconds: 60, to_seconds: 180 });
  assert.deepEqual(seconds(700, 800, 900, 1_000, 1_100), { from_seconds: 660, to_seconds: 1_140 });
});

async function finished(store: TestStore, tookMs: number): Promise<void> {
  const { id } = await queuedJob(store);
  const submitted_at = store.now() - tookMs;
  const set = { status: "succeeded", due_at: null, submitted_at, finished_at: store.now() } as const;
  await store.db.updateTable("jobs").set(set).where("id", "=", id).execute();
}

test("the list says how long videos usually take here, once five were seen", async (t) => {
  const store = await testStore(t);
  const usual = async () => {
    store.pass(keptForMs);
    return (await listJobs(store, {})).usual;
  };
  for (let i = 0; i < 4; i += 1) await finished(store, minuteMs);
  assert.equal(await usual(), null);
  await finished(store, 3 * minuteMs);
  assert.deepEqual(await usual(), { from_seconds: 60, to_seconds: 180 });
  // Those that were submitted just now are the quick ones of theirs: they count when the others could have come too.
  store.pass(20 * minuteMs);
  for (let i = 0; i < 50; i += 1) await finished(store, 10_000);
  assert.deepEqual(await usual(), { from_seconds: 60, to_seconds: 180 });
  store.pass(20 * minuteMs);
  assert.deepEqual(await usual(), { from_seconds: 10, to_seconds: 10 });
});
