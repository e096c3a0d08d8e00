import assert from "node:assert/strict";
import { describe } from "node:test";
import { sql } from "kysely";
import { test } from "../database/testing.ts";
import { Problem } from "#lib/problem.ts";
import { claimCreate } from "./claim-create.ts";
import { testStore } from "./test-store.ts";
import { listJobs } from "./read.ts";
import { retry, submit } from "./submit.ts";
import { catFish, jobNow, leaseMs, present, queuedJob, succeededRow, unknownJob } from "./testing.ts";

const intent = { person: null, key: "press-1" };

describe("an intent", () => {
  test("makes the same jobs for ever when its key and request come again", async (t) => {
    const store = await testStore(t);
    const first = await submit(store, { ...catFish, count: 3 }, intent);
    store.pass(365 * 24 * 3_600_000);
    const again = await submit(store, { ...catFish, count: 3 }, intent);
    assert.equal(first.isReplay, false);
    assert.equal(again.isReplay, true);
    assert.deepEqual(
      again.jobs.map(({ id }) => id),
      first.jobs.map(({ id }) => id),
    );
    assert.equal((await listJobs(store, {})).jobs.length, 3);
  });

  test("makes one job when the same press arrives twenty times at once", async (t) => {
    const store = await testStore(t);
    const all = await Promise.all(Array.from({ length: 20 }, () => submit(store, catFish, intent)));
    assert.equal(all.filter(({ isReplay }) => !isReplay).length, 1);
    assert.equal(new Set(all.flatMap(({ jobs }) => jobs.map(({ id }) => id))).size, 1);
  });

  test("knows its request whether what may be left out was left out or said", async (t) => {
    const store = await testStore(t);
    const { count: _, ...uncounted } = catFish;
    const first = await submit(store, uncounted, intent);
    const again = await submit(store, { count: 1, ...uncounted }, intent);
    assert.deepEqual([again.isReplay, again.jobs[0]?.id], [true, first.jobs[0]?.id]);
  });

  test("refuses another request under its key and stores nothing of it", async (t) => {
    const store = await testStore(t);
    await submit(store, catFish, intent);
    await assert.rejects(
      submit(store, { ...catFish, prompt: "dog fish" }, intent),
      (error) => error instanceof Problem && error.code === "intent_mismatch" && error.status === 422,
    );
    assert.equal((await listJobs(store, {})).jobs.length, 1);
  });

  test("belongs to its person: two people may use the same key", async (t) => {
    const store = await testStore(t);
    await submit(store, catFish, { person: "ada", key: "k" });
    const other = await submit(store, { ...catFish, prompt: "another" }, { person: "grace", key: "k" });
    assert.equal(other.isReplay, false);
    assert.equal(other.jobs[0]?.created_by, "grace");
  });

  test("without a key is new each time", async (t) => {
    const store = await testStore(t);
    const [a, b] = [await queuedJob(store), await queuedJob(store)];
    assert.notEqual(a.id, b.id);
  });
});

test("a prompt is kept byte for byte", async (t) => {
  const store = await testStore(t);
  const prompt = "  <b>猫&鱼</b>\r\n\t' ; drop table jobs; -- \u202E é \u{1F41F} ";
  const job = await queuedJob(store, prompt);
  assert.equal((await jobNow(store, job.id)).prompt, prompt);
});

test("the answer to a submission is the job as it is stored", async (t) => {
  const store = await testStore(t);
  const images = ["https://img.example/a.png?x=1&y=%20", "https://img.example/b.jpg"];
  const { jobs } = await submit(store, { ...catFish, images, count: 2 }, intent);
  for (const job of jobs) assert.deepEqual(await jobNow(store, job.id), job);
});

test("takes of one prompt share a batch, a single one has none", async (t) => {
  const store = await testStore(t);
  const { jobs } = await submit(store, { ...catFish, count: 2 }, intent);
  assert.equal(jobs[0]?.batch_id, jobs[1]?.batch_id);
  assert.notEqual(jobs[0]?.batch_id, null);
  assert.equal((await queuedJob(store)).batch_id, null);
});

test("several prompts are one batch and one intent: line by line in the queue, each with its takes", async (t) => {
  const store = await testStore(t);
  const lines = { ...catFish, prompt: undefined, prompts: ["one", "two", "three"], count: 2 };
  const intent = { person: null, key: "k" };
  const { jobs } = await submit(store, lines, intent);
  const inOrder = ["one", "one", "two", "two", "three", "three"];
  assert.deepEqual(
    jobs.map(({ prompt }) => prompt),
    inOrder,
  );
  assert.equal(new Set(jobs.map(({ batch_id }) => batch_id)).size, 1);
  assert.notEqual(jobs[0]?.batch_id, null);
  const called: string[] = [];
  for (const _ of jobs) called.push(present(await claimCreate(store, leaseMs)).prompt);
  assert.deepEqual(called, inOrder);

  const again = await submit(store, lines, intent);
  assert.deepEqual([again.isReplay, again.jobs.map(({ id }) => id)], [true, jobs.map(({ id }) => id)]);
  // Another order is another request.
  const reversed = { ...lines, prompts: lines.prompts.toReversed() };
  await assert.rejects(submit(store, reversed, intent), { code: "intent_mismatch" });
  const { rows } = await sql<{ jobs: number }>`select count(*) as jobs from jobs`.execute(store.db);
  assert.equal(Number(rows[0]?.jobs), jobs.length);
});

describe("a retry", () => {
  test("is a new queued job of the same request that names the old one", async (t) => {
    const store = await testStore(t);
    const old = await succeededRow(store);
    const { jobs } = await retry(store, old.id, false, { person: "ada", key: null });
    const made = present(jobs[0]);
    assert.deepEqual([made.status, made.retry_of, made.created_by, made.relay_id], ["queued", old.id, "ada", null]);
    assert.deepEqual([made.prompt, made.images, made.media.state], [old.prompt, [], "none"]);
    assert.equal((await jobNow(store, old.id)).status, "succeeded");
  });

  test("of an unknown job needs the risk accepted, and then closes the old one in one step", async (t) => {
    const store = await testStore(t);
    const old = await unknownJob(store);
    await assert.rejects(
      retry(store, old.id, false, { person: "ada", key: null }),
      (error) => error instanceof Problem && error.code === "risk_not_accepted" && error.status === 409,
    );
    assert.equal((await listJobs(store, {})).jobs.length, 1);
    await retry(store, old.id, true, { person: "ada", key: null });
    const closed = await jobNow(store, old.id);
    assert.deepEqual(
      [closed.status, closed.failure?.code, closed.failure?.charged],
      ["failed", "submitted_again", "unknown"],
    );
    assert.equal((await listJobs(store, {})).jobs.length, 2);
  });

  test("pressed twice with one key is one new job", async (t) => {
    const store = await testStore(t);
    const old = await unknownJob(store);
    const press = { person: null, key: "retry-1" };
    const both = [await retry(store, old.id, true, press), await retry(store, old.id, true, press)];
    assert.equal(both[0]?.jobs[0]?.id, both[1]?.jobs[0]?.id);
    assert.equal((await listJobs(store, {})).jobs.length, 2);
  });

  test("of a job that is still under way is refused", async (t) => {
    const store = await testStore(t);
    const job = await queuedJob(store);
    await assert.rejects(
      retry(store, job.id, true, { person: null, key: "k" }),
      (error) => error instanceof Problem && error.code === "not_retryable",
    );
    // The refusal is no use of the key.
    assert.equal((await submit(store, catFish, { person: null, key: "k" })).isReplay, false);
  });
});
