import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import { claimById } from "./move.ts";
import { claimPoll, polled, type Reading, succeeded } from "./poll-steps.ts";
import { readJob } from "./read.ts";
import { testStore, type TestStore } from "./test-store.ts";
import { jobNow, present, runningRow, silence, succeededRow, unknownJob } from "./testing.ts";

const schedule = { intervalMs: 10_000 };
const hourMs = 3_600_000;

/** Asks once more, as the worker would when the row comes due, and passes the answer on. */
async function nextPoll(store: TestStore, reading: Partial<Reading>): Promise<void> {
  const row = present(await claimPoll(store, 30_000));
  await polled(store, row, { ...silence, ...reading }, schedule);
}

describe("a poll", () => {
  test("is claimed once, and taken over when its worker goes silent", async (t) => {
    const store = await testStore(t);
    const running = await runningRow(store);
    const claimed = present(await claimPoll(store, 30_000));
    assert.equal(await claimPoll(store, 30_000), null);
    store.pass(30_000);
    const takenOver = present(await claimPoll(store, 30_000));
    assert.equal(takenOver.id, running.id);
    // The silent worker comes back with a failure: it lost its right to say so.
    await polled(store, claimed, { ...silence, state: "failed", error: "stale" }, schedule);
    assert.equal((await jobNow(store, running.id)).status, "running");
  });

  test("keeps the relay's own progress and words, and tells a new word once", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    for (const progress of [10, 50, 60]) {
      await nextPoll(store, { state: "running", relayStatus: "processing", progress, isAnswer: true });
      store.pass(10_000);
    }
    const { job, events } = present(await readJob(store, id));
    assert.deepEqual([job.status, job.progress, job.relay_status], ["running", 60, "processing"]);
    assert.equal(events.filter(({ type }) => type === "relay_status").length, 1);
  });

  test("never ends a job for an HTTP error, a time-out or a word nobody knows", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    for (let times = 0; times < 100; times += 1) {
      await nextPoll(store, times % 2 === 0 ? { error: "HTTP 500" } : { relayStatus: "warming_up", isAnswer: true });
      store.pass(660_000);
    }
    assert.equal((await jobNow(store, id)).status, "running");
    assert.equal((await jobNow(store, id)).overdue, true);
  });

  test("fails a job on the relay's explicit word, and does not claim a refund", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    await nextPoll(store, { state: "failed", errorCode: "50413", error: "Post Text Risk Not Pass", progress: 100 });
    const { status, failure } = await jobNow(store, id);
    assert.equal(status, "failed");
    assert.deepEqual(failure, { code: "50413", message: "Post Text Risk Not Pass", charged: "unknown" });
    assert.equal(await claimPoll(store, 30_000), null);
  });

  test("waits five minutes for the link of a success, then calls it a failure of its own kind that was charged", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    const urlless = { state: "running", relayStatus: "completed", isUrlMissing: true, isAnswer: true } as const;
    await nextPoll(store, urlless);
    store.pass(299_999);
    await nextPoll(store, urlless);
    assert.equal((await jobNow(store, id)).status, "running");
    store.pass(30_000);
    await nextPoll(store, urlless);
    const { status, failure } = await jobNow(store, id);
    assert.deepEqual([status, failure?.code, failure?.charged], ["failed", "no_video_url", "yes"]);
  });

  test("believes `no such task` only several times in a row and past an hour", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    const missing = { isMissing: true, error: "task_not_exist" };
    for (let times = 0; times < 6; times += 1) {
      await nextPoll(store, missing);
      store.pass(60_000);
    }
    assert.equal((await jobNow(store, id)).status, "running");
    store.pass(hourMs);
    await nextPoll(store, { relayStatus: "processing", state: "running", isAnswer: true });
    for (let times = 0; times < 5; times += 1) {
      assert.equal((await jobNow(store, id)).status, "running");
      store.pass(120_000);
      await nextPoll(store, missing);
    }
    assert.equal((await jobNow(store, id)).failure?.code, "task_missing");
  });

  test("becomes unknown, and charged, after seven days without a final answer", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    store.pass(7 * 24 * hourMs);
    await nextPoll(store, { state: "running", relayStatus: "processing", isAnswer: true });
    assert.equal((await jobNow(store, id)).status, "running");
    store.pass(hourMs);
    await nextPoll(store, { state: "running", relayStatus: "processing", isAnswer: true });
    const { status, failure } = await jobNow(store, id);
    assert.deepEqual([status, failure?.charged], ["unknown", "yes"]);
  });
});

test("success needs a word and a link, and puts the video up to be saved", async (t) => {
  const store = await testStore(t);
  const row = await succeededRow(store);
  const job = await jobNow(store, row.id);
  assert.deepEqual([job.status, job.media.state, job.media.video_url], ["succeeded", "pending", null]);
  assert.ok(
    !JSON.stringify(await readJob(store, row.id)).includes("files.example"),
    "the relay's link must not travel",
  );
});

test("a late success is accepted from failed and from unknown", async (t) => {
  const store = await testStore(t);
  const { id } = await runningRow(store);
  await nextPoll(store, { state: "failed", error: "timeout upstream" });
  const claim = present(await claimById(store, id, 30_000));
  await succeeded(store, claim, ["failed", "unknown"], {
    ...silence,
    state: "succeeded",
    videoUrl: "https://f.example/v",
  });
  const job = await jobNow(store, id);
  assert.deepEqual([job.status, job.failure, job.media.state], ["succeeded", null, "pending"]);
});

test("a job that was never accepted cannot succeed", async (t) => {
  const store = await testStore(t);
  const job = await unknownJob(store);
  assert.equal(await claimPoll(store, 30_000), null);
  assert.equal((await jobNow(store, job.id)).status, "unknown");
});
