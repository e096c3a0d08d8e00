import assert from "node:assert/strict";
import { test } from "../database/testing.ts";
import { choosePoll } from "./poll-choice.ts";
import { claimPoll, polled, succeeded } from "./poll-steps.ts";
import { testStore, type TestStore } from "./test-store.ts";
import { present, runningRow, silence } from "./testing.ts";

const minuteMs = 60_000;
const working = { ...silence, state: "running", relayStatus: "processing", isAnswer: true } as const;

/** Videos that took so long and were noticed within two seconds, one after the other. */
async function finish(store: TestStore, videos: number, tookMs: number): Promise<void> {
  for (let i = 0; i < videos; i += 1) {
    await runningRow(store, `finished:${i}`);
    store.pass(tookMs - 1_000);
    await polled(store, present(await claimPoll(store, 30_000)), working, { intervalMs: 1_000 });
    store.pass(2_000);
    const row = present(await claimPoll(store, 30_000));
    await succeeded(store, row, ["running"], { ...working, state: "succeeded", videoUrl: "https://files.example/v" });
  }
}

test("a query goes to the job whose video has likely been waiting longest, not to the one that was due first", async (t) => {
  const store = await testStore(t);
  const older = await runningRow(store, "older");
  store.pass(110_000);
  await polled(store, present(await claimPoll(store, 30_000)), working, { intervalMs: 10_000 });
  const younger = await runningRow(store, "younger");
  store.pass(20_000);
  assert.deepEqual((await choosePoll(store))?.ids, [older.id, younger.id]);
  assert.equal((await claimPoll(store, 30_000))?.id, older.id);
  assert.equal((await claimPoll(store, 30_000))?.id, younger.id);
  assert.equal(await choosePoll(store), null);
});

test("when another has taken the best job meanwhile, the query goes to the next best", async (t) => {
  const store = await testStore(t);
  const first = await runningRow(store, "first");
  store.pass(60_000);
  const second = await runningRow(store, "second");
  store.pass(60_000);
  const choice = present(await choosePoll(store));
  assert.equal((await claimPoll(store, 30_000))?.id, first.id);
  assert.equal((await claimPoll(store, 30_000, 0, choice))?.id, second.id);
  assert.equal(await claimPoll(store, 30_000, 0, choice), null);
});

test("how long this installation's videos took decides how much a query is worth", async (t) => {
  const store = await testStore(t);
  await finish(store, 30, 20_000);
  store.pass(11 * minuteMs);
  await runningRow(store, "next");
  store.pass(30_000);
  const { worthMs } = present(await choosePoll(store));
  assert.ok(worthMs > 5_000 && worthMs < 15_000, `${worthMs} ms of the 10 s since such videos were ready`);
});

test("nothing is learned from the last ten minutes, whose slow videos have not finished", async (t) => {
  const store = await testStore(t);
  await finish(store, 20, 20_000);
  store.pass(minuteMs); // past what was kept of an earlier look
  await runningRow(store, "next");
  store.pass(30_000);
  assert.ok(present(await choosePoll(store)).worthMs < 1_000);
});

test("a query that told nothing is not repeated sooner than the interval, and one that was answered may be", async (t) => {
  const store = await testStore(t);
  await runningRow(store);
  store.pass(2 * minuteMs);
  await polled(
    store,
    present(await claimPoll(store, 30_000)),
    { ...silence, error: "HTTP 500" },
    { intervalMs: 10_000 },
  );
  store.pass(9_999);
  assert.equal(await claimPoll(store, 30_000), null);
  store.pass(1);
  await polled(store, present(await claimPoll(store, 30_000)), working, { intervalMs: 10_000 });
  store.pass(5_000);
  assert.ok(await claimPoll(store, 30_000));
});
