import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { noteCallEnd } from "./breaker.ts";
import { claimCreate } from "./claim-create.ts";
import { accountFault } from "./create-steps.ts";
import { endPausePassed, readDispatch, setPaused } from "./dispatch.ts";
import { testStore, type TestStore } from "./test-store.ts";
import { leaseMs, present, queuedJob, submittingRow } from "./testing.ts";

async function troubles(store: TestStore, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await noteCallEnd(store, "trouble", "bad gateway");
}

/** How long the breaker rests from now on. */
async function restMs(store: TestStore): Promise<number> {
  return Date.parse(present((await readDispatch(store)).until)) - store.now();
}

describe("the circuit breaker", () => {
  test("opens at the fifth trouble in a row, not sooner, and an answer in between starts the count again", async (t) => {
    const store = await testStore(t);
    await troubles(store, 4);
    await noteCallEnd(store, "answered", null);
    await troubles(store, 4);
    assert.equal((await readDispatch(store)).paused, false);
    await troubles(store, 1);
    const dispatch = await readDispatch(store);
    assert.deepEqual([dispatch.paused, dispatch.reason, dispatch.message], [true, "breaker", "bad gateway"]);
    assert.equal(await restMs(store), 30_000);
  });

  test("lets nothing out while it rests and one call at a time after, which opens it twice as long when it fails", async (t) => {
    const store = await testStore(t);
    for (let jobs = 0; jobs < 3; jobs += 1) await queuedJob(store);
    await troubles(store, 5);
    const rests: number[] = [];
    for (let trip = 0; trip < 7; trip += 1) {
      const rest = await restMs(store);
      rests.push(rest);
      store.pass(rest - 1);
      await endPausePassed(store);
      assert.equal(await claimCreate(store, leaseMs), null);
      store.pass(1);
      await endPausePassed(store);
      await troubles(store, 1);
    }
    assert.deepEqual(rests, [30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
    store.pass(600_000);
    await endPausePassed(store);
    assert.notEqual(await claimCreate(store, leaseMs, 2), null);
    assert.equal(await claimCreate(store, leaseMs, 2), null, "a second call waits for the first one's answer");
    await noteCallEnd(store, "answered", null);
    assert.notEqual(await claimCreate(store, leaseMs, 2), null);
  });

  test("waits for a person after a web page, and after two answers that cannot be read", async (t) => {
    for (const ends of [["page"], ["malformed", "malformed"]] as const) {
      const store = await testStore(t);
      for (const end of ends) {
        assert.equal((await readDispatch(store)).paused, false);
        await noteCallEnd(store, end, "a web page instead of an answer");
      }
      store.pass(24 * 3_600_000);
      await endPausePassed(store);
      const dispatch = await readDispatch(store);
      assert.deepEqual([dispatch.paused, dispatch.reason, dispatch.until], [true, "breaker", null]);
      await setPaused(store, false);
      await noteCallEnd(store, "malformed", "once more");
      assert.equal((await readDispatch(store)).paused, false, "a person's resume starts the count again");
    }
  });

  test("gives way to a pause that only a person can end", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    await troubles(store, 5);
    await accountFault(store, row, "no quota");
    store.pass(3_600_000);
    await endPausePassed(store);
    const dispatch = await readDispatch(store);
    assert.deepEqual([dispatch.reason, dispatch.message, dispatch.until], ["account", "no quota", null]);
  });
});
