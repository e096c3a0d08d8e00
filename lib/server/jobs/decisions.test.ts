import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import { Problem, type ProblemCode } from "#lib/problem.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { claimCreate } from "./claim-create.ts";
import { accountFault, busy, unreached } from "./create-steps.ts";
import { cancel, restore, ruledCreated, ruledNotCreated, star, trash } from "./decisions.ts";
import { setPaused } from "./dispatch.ts";
import { claimPoll, polled, type Reading } from "./poll-steps.ts";
import { listJobs, readJob } from "./read.ts";
import { testStore } from "./test-store.ts";
import { jobNow, leaseMs, present, queuedJob, runningRow, silence, submittingRow, unknownJob } from "./testing.ts";

function problem(code: ProblemCode) {
  return (error: unknown) => error instanceof Problem && error.code === code;
}

describe("canceling", () => {
  test("ends a queued job for certain: it is never claimed", async (t) => {
    const store = await testStore(t);
    const job = await queuedJob(store);
    assert.equal((await cancel(store, job.id, "ada")).status, "canceled");
    assert.equal(await claimCreate(store, leaseMs), null);
  });

  test("is refused once the call may be on the wire", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    await assert.rejects(cancel(store, row.id, null), problem("not_queued"));
    assert.equal((await jobNow(store, row.id)).status, "submitting");
  });

  test("of a job that does not exist says so", async (t) => {
    const store = await testStore(t);
    await assert.rejects(cancel(store, "nonsense", null), problem("not_found"));
    await assert.rejects(cancel(store, "019a0000-0000-7000-8000-000000000000", null), problem("not_found"));
  });
});

describe("an unknown outcome", () => {
  test("goes on as running under an id that a person found, with the person's name", async (t) => {
    const store = await testStore(t);
    const job = await unknownJob(store);
    const settled = await ruledCreated(store, job.id, "jimeng:found", "ada");
    assert.deepEqual([settled.status, settled.relay_id, settled.failure], ["running", "jimeng:found", null]);
    const last = present(await readJob(store, job.id)).events.at(-1);
    assert.deepEqual([last?.type, last?.actor, last?.detail.relay_id], ["resolved", "ada", "jimeng:found"]);
  });

  test("cannot take the id of another job", async (t) => {
    const store = await testStore(t);
    await runningRow(store, "jimeng:taken");
    const job = await unknownJob(store);
    await assert.rejects(ruledCreated(store, job.id, "jimeng:taken", null), problem("relay_id_taken"));
    assert.equal((await jobNow(store, job.id)).status, "unknown");
  });

  test("is failed and not charged when a person saw that it was not created", async (t) => {
    const store = await testStore(t);
    const job = await unknownJob(store);
    const settled = await ruledNotCreated(store, job.id, "ada");
    assert.deepEqual([settled.status, settled.failure?.charged], ["failed", "no"]);
  });

  test("begins afresh with a confirmed id: what was said about the one before counts no more", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    const answers = async (times: number, reading: Partial<Reading>) => {
      for (let time = 0; time < times; time += 1) {
        store.pass(24 * 3_600_000);
        await polled(
          store,
          present(await claimPoll(store, 30_000)),
          { ...silence, ...reading },
          { intervalMs: 10_000 },
        );
      }
    };
    await answers(4, { isMissing: true });
    store.pass(7 * 24 * 3_600_000);
    await answers(1, {});
    assert.equal((await jobNow(store, id)).status, "unknown");
    await ruledCreated(store, id, "jimeng:2", "ada");
    await answers(1, { isMissing: true });
    assert.notEqual((await jobNow(store, id)).status, "failed");
  });

  test("is the only thing that can be settled", async (t) => {
    const store = await testStore(t);
    const row = await runningRow(store);
    await assert.rejects(ruledNotCreated(store, row.id, null), problem("not_unknown"));
    await assert.rejects(ruledCreated(store, row.id, "x", null), problem("not_unknown"));
    assert.equal((await jobNow(store, row.id)).status, "running");
  });
});

test("a star is a mark and no happening: set or not, as often as it is asked, in the trash too", async (t) => {
  const store = await testStore(t);
  const { id } = await queuedJob(store);
  await trash(store, id, null);
  const { events } = present(await readJob(store, id));
  for (const isStarred of [true, true, false, false, true]) {
    assert.equal((await star(store, id, isStarred)).starred, isStarred);
    assert.equal((await jobNow(store, id)).starred, isStarred);
  }
  assert.deepEqual(present(await readJob(store, id)).events, events);
  await restore(store, id, null);
  assert.equal((await listJobs(store, {})).totals.starred, 1);
  await assert.rejects(star(store, "01890000-0000-7000-8000-000000000000", true), problem("not_found"));
});

describe("the trash", () => {
  test("hides a job from list and counts until it is restored", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    await trash(store, id, null);
    const hidden = await listJobs(store, {});
    assert.deepEqual([hidden.jobs.length, hidden.counts.running], [0, 0]);
    assert.equal((await restore(store, id, null)).trashed, false);
    const shown = await listJobs(store, {});
    assert.deepEqual([shown.jobs.length, shown.counts.running], [1, 1]);
  });

  test("cancels a queued job, so that nothing unseen is paid for", async (t) => {
    const store = await testStore(t);
    const job = await queuedJob(store);
    await trash(store, job.id, null);
    assert.equal((await jobNow(store, job.id)).status, "canceled");
    assert.equal(await claimCreate(store, leaseMs), null);
  });

  for (const [name, end] of [
    ["busy", (store: Store, row: JobRow) => busy(store, row, { message: "busy", retryAfterMs: 1, jitter: 0 })],
    ["unreachable", (store: Store, row: JobRow) => unreached(store, row, { message: "ECONNREFUSED", jitter: 0 })],
    ["at odds with the account", (store: Store, row: JobRow) => accountFault(store, row, "no credit")],
  ] as const) {
    test(`cancels a job whose call finds the relay ${name}, instead of calling again unseen`, async (t) => {
      const store = await testStore(t);
      const row = await submittingRow(store);
      await trash(store, row.id, null);
      await end(store, row);
      await setPaused(store, false);
      store.pass(3_600_000);
      assert.equal(await claimCreate(store, leaseMs), null);
      assert.equal((await jobNow(store, row.id)).status, "canceled");
    });
  }

  test("takes a job once, however often it is asked", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    await trash(store, id, null);
    await trash(store, id, null);
    const { events } = present(await readJob(store, id));
    assert.equal(events.filter(({ type }) => type === "trashed").length, 1);
  });
});
