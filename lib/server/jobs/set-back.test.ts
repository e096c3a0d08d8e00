import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import { announceIn, claimAnnouncement } from "./announce.ts";
import { noteCallEnd } from "./breaker.ts";
import { takeCall } from "./budget.ts";
import { claimCreate } from "./claim-create.ts";
import { busy } from "./create-steps.ts";
import { dispatchRow, holdCalls, maxHoldMs } from "./dispatch.ts";
import { claimPoll } from "./poll-steps.ts";
import { mendFutureTimes } from "./set-back.ts";
import { testStore } from "./test-store.ts";
import { leaseMs, queuedJob, runningRow, submittingRow } from "./testing.ts";

const yearMs = 365 * 24 * 3_600_000;

describe("after the clock was set back", () => {
  test("a queued job is due at once, and one that rests does so for as long as it was to", async (t) => {
    const store = await testStore(t);
    const resting = await submittingRow(store);
    await busy(store, resting, { message: "busy", retryAfterMs: 60_000, jitter: 0 });
    const fresh = await queuedJob(store);
    store.pass(-yearMs);
    await mendFutureTimes(store);
    assert.equal((await claimCreate(store, leaseMs))?.id, fresh.id);
    assert.equal(await claimCreate(store, leaseMs), null);
    store.pass(60_000);
    await mendFutureTimes(store);
    assert.equal((await claimCreate(store, leaseMs))?.id, resting.id);
  });

  test("a running job is polled on, and the lease of a worker that died then runs out", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    await claimPoll(store, 30_000);
    store.pass(-yearMs);
    await mendFutureTimes(store);
    store.pass(30_000);
    await mendFutureTimes(store);
    assert.equal((await claimPoll(store, 30_000))?.id, id);
  });

  test("the budget is whole again a minute later, and not before", async (t) => {
    const store = await testStore(t, 3);
    while (await takeCall(store));
    store.pass(-yearMs);
    await mendFutureTimes(store);
    store.pass(60_000);
    assert.equal(await takeCall(store), false);
    store.pass(1_000);
    assert.equal(await takeCall(store), true);
  });

  test("a pause of the breaker ends after as long as it was to last", async (t) => {
    const store = await testStore(t);
    for (let calls = 0; calls < 5; calls += 1) await noteCallEnd(store, "trouble", "HTTP 502");
    const { paused_until, paused_at } = await dispatchRow(store);
    const restMs = (paused_until ?? 0) - (paused_at ?? 0);
    assert.ok(restMs > 0);
    store.pass(-yearMs);
    await mendFutureTimes(store);
    assert.equal((await dispatchRow(store)).paused_until, store.now() + restMs);
  });

  test("what is to be told of a job's end is told", async (t) => {
    const store = await testStore(t);
    const row = await queuedJob(store);
    await store.write((tx) => announceIn(store, tx, row));
    store.pass(-yearMs);
    assert.equal(await claimAnnouncement(store), null);
    await mendFutureTimes(store);
    assert.equal((await claimAnnouncement(store))?.job.id, row.id);
  });

  test("a rest that the relay asked for ends, and one that was asked for since is kept", async (t) => {
    const store = await testStore(t);
    await holdCalls(store, 60_000);
    store.pass(-yearMs);
    await mendFutureTimes(store);
    assert.ok((await dispatchRow(store)).hold_until <= store.now());
    await holdCalls(store, 24 * 3_600_000);
    await mendFutureTimes(store);
    assert.equal((await dispatchRow(store)).hold_until, store.now() + maxHoldMs);
  });
});

test("what another instance has written meanwhile is left as it is: leases, rests and the budget", async (t) => {
  const store = await testStore(t, 3);
  await runningRow(store);
  await claimPoll(store, 30_000);
  for (let calls = 0; calls < 5; calls += 1) await noteCallEnd(store, "trouble", "HTTP 502");
  const written = async () => [
    await store.db.selectFrom("jobs").selectAll().execute(),
    await store.db.selectFrom("call_slots").selectAll().orderBy("slot").execute(),
    await dispatchRow(store),
  ];
  const before = await written();
  const since = store.now() - 15_000;
  await mendFutureTimes({ ...store, now: () => since });
  assert.deepEqual(await written(), before);
});
