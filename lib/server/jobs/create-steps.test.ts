import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import { can } from "#lib/job.ts";
import { testStore, type TestStore } from "./test-store.ts";
import { takeCall } from "./budget.ts";
import { claimCreate } from "./claim-create.ts";
import {
  accepted,
  accountFault,
  busy,
  outcomeUnknown,
  recoverCalls,
  rejected,
  sweepSilentCalls,
  unreached,
  wakeUnreached,
} from "./create-steps.ts";
import { ruledNotCreated } from "./decisions.ts";
import { readDispatch, setPaused } from "./dispatch.ts";
import { listJobs, readJob } from "./read.ts";
import { retry } from "./submit.ts";
import { jobNow, leaseMs, present, queuedJob, submittingRow } from "./testing.ts";

const answer = { relayId: "jimeng:1", relayStatus: "pending", progress: null };

describe("the claim for a paid call", () => {
  test("gives each job to one claimer only, oldest first", async (t) => {
    const store = await testStore(t);
    const jobs = [];
    for (let i = 0; i < 5; i += 1) jobs.push(await queuedJob(store, `prompt ${i}`));
    assert.equal((await claimCreate(store, leaseMs))?.id, jobs[0]?.id);
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimCreate(store, leaseMs)));
    const ids = claims.flatMap((row) => (row === null ? [] : [row.id]));
    assert.deepEqual(
      ids.toSorted(),
      jobs.slice(1).map(({ id }) => id),
    );
  });

  test("takes a call out of the budget with the job, and neither without the other", async (t) => {
    const store = await testStore(t, 2);
    assert.equal(await claimCreate(store, leaseMs), null);
    const jobs = [await queuedJob(store), await queuedJob(store), await queuedJob(store)];
    const claims = await Promise.all(jobs.map(() => claimCreate(store, leaseMs)));
    assert.equal(claims.filter((row) => row !== null).length, 2);
    assert.equal(await takeCall(store), false);
    assert.equal((await listJobs(store, { status: "queued" })).jobs.length, 1);
  });

  test("lets no more calls out at once than there may be, however many ask", async (t) => {
    const store = await testStore(t);
    for (let i = 0; i < 6; i += 1) await queuedJob(store);
    const claim = () => claimCreate(store, leaseMs, 2);
    const claims = (await Promise.all(Array.from({ length: 6 }, claim))).filter((row) => row !== null);
    assert.equal(claims.length, 2);
    await rejected(store, present(claims[0]), { code: "50413", message: "Risk Not Pass" });
    assert.notEqual(await claim(), null);
    assert.equal(await claim(), null);
  });

  test("is in the database, with its event, before anything can be sent", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    const detail = present(await readJob(store, row.id));
    assert.equal(detail.job.status, "submitting");
    assert.deepEqual(
      detail.events.map(({ type }) => type),
      ["queued", "submitting"],
    );
    assert.equal(row.attempts, 1);
  });
});

describe("a pause", () => {
  test("that was answered lets no claim through, also not one that had looked before it", async (t) => {
    const store = await testStore(t);
    const { id } = await queuedJob(store);
    await setPaused(store, true);
    assert.equal(await claimCreate(store, leaseMs), null);
    assert.equal((await jobNow(store, id)).status, "queued");
    await setPaused(store, false);
    assert.equal((await claimCreate(store, leaseMs))?.id, id);
  });
});

describe("the end of a paid call", () => {
  test("keeps the relay's id when it was accepted", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    await accepted(store, row, answer, store.now() + 15_000);
    const job = await jobNow(store, row.id);
    assert.deepEqual([job.status, job.relay_id, job.failure], ["running", "jimeng:1", null]);
  });

  test("of an older claim changes nothing", async (t) => {
    const store = await testStore(t);
    const old = await submittingRow(store);
    await busy(store, old, { message: "busy", retryAfterMs: null, jitter: 0 });
    store.pass(60_000);
    const current = present(await claimCreate(store, leaseMs));
    assert.equal(await accepted(store, old, answer, store.now()), null);
    await rejected(store, old, { code: "50413", message: "Risk Not Pass" });
    await outcomeUnknown(store, old, { reason: "timeout", message: "late" });
    const job = await jobNow(store, old.id);
    assert.deepEqual([job.status, job.relay_id], ["submitting", null]);
    assert.notEqual(await accepted(store, current, answer, store.now()), null);
  });

  test("is unknown when the relay's id is another job's", async (t) => {
    const store = await testStore(t);
    const first = await submittingRow(store);
    await accepted(store, first, answer, store.now());
    const second = await submittingRow(store);
    await accepted(store, second, answer, store.now());
    const job = await jobNow(store, second.id);
    assert.deepEqual([job.status, job.relay_id, job.failure?.code], ["unknown", null, "duplicate_id"]);
    assert.equal((await jobNow(store, first.id)).relay_id, "jimeng:1");
  });

  test("is failed and not charged when the relay refused the request", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    await rejected(store, row, { code: "50413", message: "Post Text Risk Not Pass" });
    const { status, failure } = await jobNow(store, row.id);
    assert.equal(status, "failed");
    assert.deepEqual(failure, { code: "50413", message: "Post Text Risk Not Pass", charged: "no" });
  });

  test("puts a job back when the relay is busy, at the earliest when the relay said, and gives up after 20 times", async (t) => {
    const store = await testStore(t);
    let row = await submittingRow(store);
    await busy(store, row, { message: "saturated", retryAfterMs: 120_000, jitter: 0 });
    store.pass(119_999);
    assert.equal(await claimCreate(store, leaseMs), null);
    store.pass(1);
    for (let times = 1; times < 20; times += 1) {
      row = present(await claimCreate(store, leaseMs));
      await busy(store, row, { message: "saturated", retryAfterMs: null, jitter: 0 });
      assert.equal((await jobNow(store, row.id)).waiting?.reason, "busy");
      store.pass(60_000);
    }
    row = present(await claimCreate(store, leaseMs));
    await busy(store, row, { message: "saturated", retryAfterMs: null, jitter: 0 });
    const job = await jobNow(store, row.id);
    assert.deepEqual([job.status, job.failure?.charged, row.attempts], ["failed", "no", 21]);
  });

  test("puts a job back when nothing left this machine, six times, and at once when the relay is reached again", async (t) => {
    const store = await testStore(t);
    let row = await submittingRow(store);
    for (let times = 1; times <= 6; times += 1) {
      await unreached(store, row, { message: "ECONNREFUSED", jitter: 0 });
      assert.equal((await jobNow(store, row.id)).waiting?.reason, "unreachable");
      await wakeUnreached(store);
      row = present(await claimCreate(store, leaseMs));
    }
    await unreached(store, row, { message: "ECONNREFUSED", jitter: 0 });
    const job = await jobNow(store, row.id);
    assert.deepEqual([job.status, job.failure?.code, job.failure?.charged], ["failed", "relay_unreachable", "no"]);
  });

  test("pauses every paid call on an account's fault, with the relay's words, until somebody resumes", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    await accountFault(store, row, "用户额度不足");
    const dispatch = await readDispatch(store);
    assert.deepEqual([dispatch.paused, dispatch.reason, dispatch.message], [true, "account", "用户额度不足"]);
    assert.equal((await jobNow(store, row.id)).waiting?.message, "用户额度不足");
    await setPaused(store, false);
    assert.equal((await readDispatch(store)).paused, false);
    assert.equal((await jobNow(store, row.id)).waiting, null);
    assert.equal((await claimCreate(store, leaseMs))?.id, row.id);
  });
});

describe("a call whose end nobody saw", () => {
  test("is unknown once its lease has run out, and never claimed again", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    store.pass(leaseMs - 1);
    assert.equal(await sweepSilentCalls(store), 0);
    store.pass(1);
    assert.equal(await sweepSilentCalls(store), 1);
    const job = await jobNow(store, row.id);
    assert.deepEqual([job.status, job.failure?.charged], ["unknown", "unknown"]);
    store.pass(30 * 24 * 3_600_000);
    assert.equal(await claimCreate(store, leaseMs), null);
  });

  test("is unknown after a restart, while what was only queued stays queued", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    const waiting = await queuedJob(store);
    assert.equal(await recoverCalls(store), 1);
    assert.equal((await jobNow(store, row.id)).status, "unknown");
    assert.equal((await jobNow(store, waiting.id)).status, "queued");
  });

  test("still becomes running when its own answer comes late", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    store.pass(leaseMs);
    await sweepSilentCalls(store);
    await accepted(store, row, answer, store.now());
    const job = await jobNow(store, row.id);
    assert.deepEqual([job.status, job.relay_id, job.failure, job.finished_at], ["running", "jimeng:1", null, null]);
  });

  const closings = {
    "ruled not created": (store: TestStore, id: string) => ruledNotCreated(store, id, "ada"),
    "submitted again": (store: TestStore, id: string) => retry(store, id, true, { person: "ada", key: null }),
  };
  for (const [name, close] of Object.entries(closings)) {
    test(`keeps a late id, and that it was charged, although a person has ${name} meanwhile`, async (t) => {
      const store = await testStore(t);
      const row = await submittingRow(store);
      store.pass(leaseMs);
      await sweepSilentCalls(store);
      await close(store, row.id);
      assert.equal((await accepted(store, row, answer, store.now()))?.id, row.id);
      const { job, events } = present(await readJob(store, row.id));
      assert.deepEqual([job.status, job.relay_id, job.failure?.charged], ["failed", "jimeng:1", "yes"]);
      assert.equal(events.at(-1)?.detail.relay_id, "jimeng:1");
      assert.equal(can("check", job), true);
    });
  }

  test("is written once, however often writing it down is tried", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    for (let tries = 0; tries < 2; tries += 1)
      assert.equal((await accepted(store, row, answer, store.now()))?.id, row.id);
    const { job, events } = present(await readJob(store, row.id));
    assert.deepEqual([job.status, job.failure], ["running", null]);
    assert.equal(events.filter(({ type }) => type === "accepted").length, 1);
  });
});
