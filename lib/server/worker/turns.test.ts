/** Who gets the next call when there are more jobs to create and to ask about than calls. */
import assert from "node:assert/strict";
import { parseConfig } from "../config.ts";
import type { Store } from "../database/store.ts";
import { test } from "../database/testing.ts";
import { testStore, type TestStore } from "../jobs/test-store.ts";
import { accepted } from "../jobs/create-steps.ts";
import { polled } from "../jobs/poll-steps.ts";
import { queuedJob, runningRow, silence } from "../jobs/testing.ts";
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

test("queries leave a call of the budget to a press of the button", async (t) => {
  const store = await testStore(t, 8);
  for (let i = 0; i < 8; i += 1) {
    await runningRow(store, `job:${i}`);
    store.pass(slotRestMs / 8);
  }
  store.pass(5 * 60_000);
  const deps = depsOf(store, 8);
  for (let asked = 0; asked < 7; asked += 1) {
    assert.equal((await claimPollStep(deps))?.status, "running", `query ${asked}`);
    store.pass(3_001);
  }
  assert.equal(await claimPollStep(deps), null);
  await queuedJob(store, "a press of the button");
  assert.equal((await claimCreateStep(deps))?.status, "submitting");
});

test("through minutes of want no minute holds more calls than the budget, no create starves and no job is passed over", async (t) => {
  const perMinute = 6;
  const store = await testStore(t, perMinute);
  const deps = depsOf(store, perMinute);
  const running = [];
  for (const relayId of ["one", "two", "three", "four"]) running.push(await runningRow(store, relayId));
  store.pass(3 * 60_000);
  const queued = [];
  for (let i = 0; i < 12; i += 1) queued.push(await queuedJob(store, `prompt ${i}`));
  const calls: { atMs: number; id: string }[] = [];
  const note = (id: string | undefined) => id !== undefined && calls.push({ atMs: store.now(), id });
  for (const endMs = store.now() + 6 * 60_000; store.now() < endMs; store.pass(4_000)) {
    const created = await claimCreateStep(deps);
    note(created?.id);
    // The relay accepts it, and it is not asked about yet: the four old ones are what wants the calls.
    if (created !== null) await accepted(store, created, { ...silence, relayId: created.id }, store.now() + 3_600_000);
    const asked = await claimPollStep(deps);
    note(asked?.id);
    if (asked !== null)
      await polled(store, asked, { ...silence, state: "running", isAnswer: true }, { intervalMs: 10_000 });
  }
  for (const { atMs: fromMs } of calls) {
    const within = calls.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + 60_000).length;
    assert.ok(within <= perMinute, `${within} calls in a minute`);
  }
  const timesOf = ({ id }: { id: string }) => calls.filter((call) => call.id === id).length;
  assert.deepEqual(
    queued.map(timesOf),
    Array.from(queued, () => 1),
  );
  for (const row of running) assert.ok(timesOf(row) >= 2, `${timesOf(row)} questions in six minutes`);
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
