/** Who gets the next call when there are more jobs to create and to ask about than calls. */
import assert from "node:assert/strict";
import { parseConfig } from "../config.ts";
import type { Store } from "../database/store.ts";
import { test } from "../database/testing.ts";
import { testStore, type TestStore } from "../jobs/test-store.ts";
import { queuedJob, runningRow } from "../jobs/testing.ts";
import { claimCreateStep } from "./create-step.ts";
import type { Deps } from "./deps.ts";
import { leases } from "./leases.ts";
import { claimPollStep } from "./poll-step.ts";
import { mayCreate, oweQuery } from "./turns.ts";

const slotRestMs = 61_000;

/** Two jobs that have most likely been ready for minutes, four that wait to be created, and one call a minute. */
async function crowd(store: TestStore): Promise<Deps> {
  for (const relayId of ["one", "two"]) {
    await runningRow(store, relayId);
    store.pass(slotRestMs);
  }
  store.pass(5 * 60_000);
  for (const prompt of ["a", "b", "c", "d"]) await queuedJob(store, prompt);
  return depsOf(store, 1);
}

test("creates go first, and then creates and queries take turns", async (t) => {
  const store = await testStore(t, 1);
  const deps = await crowd(store);
  assert.equal((await claimCreateStep(deps))?.status, "submitting");
  for (const turn of ["query", "create", "query"]) {
    store.pass(slotRestMs - 1);
    assert.deepEqual([await claimCreateStep(deps), await claimPollStep(deps)], [null, null], "there is no call");
    store.pass(1);
    const created = await claimCreateStep(deps);
    const asked = await claimPollStep(deps);
    assert.deepEqual(
      [created?.status, asked?.status],
      turn === "create" ? ["submitting", undefined] : [undefined, "running"],
    );
  }
});

test("a turn that no query takes is the creates' again after a second", async (t) => {
  const store = await testStore(t, 1);
  const deps = await crowd(store);
  await claimCreateStep(deps);
  store.pass(slotRestMs - 1);
  assert.equal(await claimPollStep(deps), null);
  store.pass(1);
  assert.equal(await claimCreateStep(deps), null, "the query's turn");
  store.pass(1_000);
  assert.equal((await claimCreateStep(deps))?.status, "submitting");
});

test("a job that can hardly be ready takes no turn", async (t) => {
  const store = await testStore(t, 2);
  await runningRow(store, "young");
  for (const prompt of ["a", "b"]) await queuedJob(store, prompt);
  const deps = depsOf(store, 2);
  store.pass(20_000);
  assert.equal((await claimCreateStep(deps))?.status, "submitting");
  assert.equal(await claimPollStep(deps), null);
  store.pass(slotRestMs - 20_000);
  assert.equal((await claimCreateStep(deps))?.status, "submitting", "the slot of the young job's create");
});

test("queries leave two calls of the budget to a press of the button", async (t) => {
  const store = await testStore(t, 8);
  for (let i = 0; i < 8; i += 1) {
    await runningRow(store, `job:${i}`);
    store.pass(slotRestMs / 8);
  }
  store.pass(5 * 60_000);
  const deps = depsOf(store, 8);
  for (let asked = 0; asked < 6; asked += 1) {
    assert.equal((await claimPollStep(deps))?.status, "running", `query ${asked}`);
    store.pass(3_001);
  }
  assert.equal(await claimPollStep(deps), null);
  for (const prompt of ["a", "b"]) {
    await queuedJob(store, prompt);
    assert.equal((await claimCreateStep(deps))?.status, "submitting");
  }
});

test("a clock that is set back while a query is owed a turn does not hold creates up", async (t) => {
  const store = await testStore(t);
  oweQuery(store);
  assert.equal(mayCreate(store), false);
  store.pass(-24 * 3_600_000);
  assert.equal(mayCreate(store), true);
});

function depsOf(store: Store, callsPerMinute: number): Deps {
  const unused = () => assert.fail("a claim calls nobody");
  const { relay, media } = parseConfig({ RELAY_REQUESTS_PER_MINUTE: String(callsPerMinute) });
  return {
    store,
    relay: { queryVideo: unused, createVideo: unused },
    media: { write: unused, stat: unused, read: unused, delete: unused, check: unused, sweep: unused },
    fetchFile: unused,
    config: { relay, media },
    leases,
    random: () => 0,
  };
}
