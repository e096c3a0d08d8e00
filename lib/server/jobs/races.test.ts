/** What several instances do at once. On SQLite they are several requests of one process, and the same must hold. */
import assert from "node:assert/strict";
import { describe } from "node:test";
import { Problem } from "#lib/problem.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { test } from "../database/testing.ts";
import { prepareBudget, takeCall } from "./budget.ts";
import { claimCreate } from "./claim-create.ts";
import { accepted, busy, sweepSilentCalls } from "./create-steps.ts";
import { cancel, ruledCreated, ruledNotCreated, trash } from "./decisions.ts";
import { setPaused } from "./dispatch.ts";
import { claimPoll } from "./poll-steps.ts";
import { listJobs, readJob } from "./read.ts";
import { retry, submit } from "./submit.ts";
import { testStore, type TestStore } from "./test-store.ts";
import {
  catFish,
  eachOf,
  jobNow,
  leaseMs,
  present,
  queuedJob,
  queuedJobs,
  submittingRow,
  unknownJob,
} from "./testing.ts";

const busyAnswer = { message: "busy", retryAfterMs: 1, jitter: 0 };

async function instances(store: TestStore): Promise<Store[]> {
  return [store, await store.another(), await store.another()];
}

/** Runs one after the other until there is nothing left, as a worker does. */
async function claimAll(store: Store, claim: (store: Store) => Promise<JobRow | null>): Promise<JobRow[]> {
  const claimed: JobRow[] = [];
  for (let misses = 0; misses < 3;) {
    const row = await claim(store);
    if (row === null) misses += 1;
    else claimed.push(row);
  }
  return claimed;
}

describe("instances that work at once", () => {
  test("leave no trashed job in the queue, whether the trash or the end of its call came first", async (t) => {
    const store = await testStore(t, 1_000);
    const other = (await instances(store))[1] ?? store;
    await queuedJobs(store, 60);
    const rows = await claimAll(store, (s) => claimCreate(s, leaseMs));
    await eachOf(rows, async (row) => {
      const ends = [() => trash(store, row.id, "ada"), () => busy(other, row, busyAnswer)];
      await Promise.all(ends.map((end) => end()));
    });
    const left = await store.db.selectFrom("jobs").select(["status", "trashed_at"]).execute();
    assert.deepEqual(
      left.filter(({ status }) => status !== "canceled"),
      [],
    );
    assert.equal(left.length, rows.length);
  });

  test("claim each of 300 jobs once for its call and once for its poll, without overlap", async (t) => {
    const store = await testStore(t, 1_000);
    const ids = await queuedJobs(store, 300);
    const all = await instances(store);
    const calls = await Promise.all(all.map((each) => claimAll(each, (s) => claimCreate(s, leaseMs))));
    assert.deepEqual(
      calls
        .flat()
        .map(({ id }) => id)
        .toSorted(),
      ids.toSorted(),
    );
    assert.ok(calls.flat().every(({ fence, attempts }) => fence === 1 && attempts === 1));
    await Promise.all(
      calls.map((rows, i) =>
        eachOf(rows, (row) =>
          accepted(present(all[i]), row, { relayId: `r:${row.id}`, relayStatus: null, progress: null }, store.now()),
        ),
      ),
    );
    const polls = await Promise.all(all.map((each) => claimAll(each, (s) => claimPoll(s, 30_000))));
    assert.deepEqual(
      polls
        .flat()
        .map(({ id }) => id)
        .toSorted(),
      ids.toSorted(),
    );
    assert.ok(polls.flat().every(({ fence }) => fence === 2));
  });

  test("keep together to one budget, in any minute", async (t) => {
    const store = await testStore(t, 11);
    const all = await instances(store);
    const calls: number[] = [];
    for (let second = 0; second < 200; second += 5) {
      const asked = all.flatMap((each) => Array.from({ length: 4 }, () => takeCall(each)));
      for (const isTaken of await Promise.all(asked)) if (isTaken) calls.push(store.now());
      store.pass(5_000);
    }
    for (const start of calls) {
      const inWindow = calls.filter((at) => at >= start && at <= start + 60_000);
      assert.ok(inWindow.length <= 11, `${inWindow.length} calls in a minute`);
    }
    assert.ok(calls.length >= 33, "and the budget is used");
  });

  test("that start at once with different budgets agree on one", async (t) => {
    const store = await testStore(t, 5);
    const all = await instances(store);
    await Promise.all(all.map((each, i) => prepareBudget(each, [5, 9, 7][i] ?? 1)));
    store.pass(61_000);
    let calls = 0;
    while (await takeCall(store)) calls += 1;
    assert.ok([5, 7, 9].includes(calls), `${calls} calls`);
  });

  test("make one set of jobs of one press that reaches all of them", async (t) => {
    const store = await testStore(t);
    const all = await instances(store);
    const press = { person: null, key: "press-1" };
    const ends = await Promise.all([...all, ...all].map((each) => submit(each, { ...catFish, count: 3 }, press)));
    assert.equal(ends.filter(({ isReplay }) => !isReplay).length, 1);
    const ids = ends.map(({ jobs }) => jobs.map(({ id }) => id).join());
    assert.equal(new Set(ids).size, 1, "and all answer with the same jobs in the same order");
    assert.equal((await listJobs(store, {})).jobs.length, 3);
  });

  test("call a silent call unknown once, however many sweep", async (t) => {
    const store = await testStore(t);
    for (let i = 0; i < 5; i += 1) await submittingRow(store);
    store.pass(leaseMs);
    const swept = await Promise.all((await instances(store)).map(sweepSilentCalls));
    assert.equal(
      swept.reduce((sum, jobs) => sum + jobs),
      5,
    );
    for (const { id } of (await listJobs(store, { status: "unknown" })).jobs) {
      const { events } = present(await readJob(store, id));
      assert.equal(events.filter(({ type }) => type === "unknown").length, 1);
    }
  });
});

describe("of two that want opposite things at once, one has its way", () => {
  test("a job is canceled or called, never both", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    for (let times = 0; times < 20; times += 1) {
      const { id } = await queuedJob(store);
      const stop = times % 2 === 0 ? cancel(other, id, "ada") : trash(other, id, "ada");
      const [claimed] = await Promise.all([claimCreate(store, leaseMs), stop.catch(() => null)]);
      const job = await jobNow(store, id);
      assert.equal(job.status, claimed === null ? "canceled" : "submitting");
    }
  });

  test("after a pause has been answered nobody's claim goes through", async (t) => {
    const store = await testStore(t);
    const all = await instances(store);
    await queuedJobs(store, 30);
    let isAnswered = false;
    const pause = setPaused(store, true).then(() => (isAnswered = true));
    const late: JobRow[] = [];
    const claims = all.flatMap((each) =>
      Array.from({ length: 10 }, async () => {
        const wasAnswered = isAnswered;
        const row = await claimCreate(each, leaseMs);
        if (wasAnswered && row !== null) late.push(row);
      }),
    );
    await pause;
    const called = async () => (await listJobs(store, { status: "submitting" })).jobs.length;
    const atTheAnswer = await called();
    await Promise.all(claims);
    assert.deepEqual([late.length, await called()], [0, atTheAnswer]);
  });

  test("two answers with one relay id: one job runs, the other is unknown", async (t) => {
    const store = await testStore(t);
    const all = await instances(store);
    for (let times = 0; times < 10; times += 1) {
      const rows = [await submittingRow(store), await submittingRow(store)];
      const answer = { relayId: `jimeng:${times}`, relayStatus: null, progress: null };
      await Promise.all(rows.map((row, i) => accepted(present(all[i]), row, answer, store.now())));
      const jobs = await Promise.all(rows.map(({ id }) => jobNow(store, id)));
      assert.deepEqual(jobs.map(({ status }) => status).toSorted(), ["running", "unknown"]);
      store.pass(61_000); // for the next two calls of the budget
    }
  });

  test("an unknown job is settled once, whoever settles it how", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    for (let times = 0; times < 8; times += 1) {
      const { id } = await unknownJob(store);
      const ends = await Promise.allSettled([
        ruledCreated(store, id, `found:${times}`, "ada"),
        ruledNotCreated(other, id, "grace"),
        retry(other, id, true, { person: "linus", key: null }),
      ]);
      // A job that somebody ruled failed may be submitted again by the third, which is no settling.
      const ruled = ends.slice(0, 2).filter(({ status }) => status === "fulfilled");
      const { events } = present(await readJob(store, id));
      assert.equal(events.filter(({ type }) => type === "resolved").length, 1);
      assert.ok(ruled.length <= 1);
      for (const end of ends) assert.ok(end.status === "fulfilled" || end.reason instanceof Problem);
      await Promise.all((await listJobs(store, { status: "queued" })).jobs.map((job) => cancel(store, job.id, null)));
      store.pass(61_000);
    }
  });

  test("two people who give two jobs one relay id: the second is told whose it is", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    const jobs = [await unknownJob(store), await unknownJob(store)];
    const ends = await Promise.allSettled(
      jobs.map(({ id }, i) => ruledCreated(i === 0 ? store : other, id, "jimeng:found", null)),
    );
    const refused = ends.filter((end) => end.status === "rejected");
    assert.equal(refused.length, 1);
    assert.ok(refused[0]?.reason instanceof Problem && refused[0].reason.code === "relay_id_taken");
  });
});
