import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import { cancel } from "./decisions.ts";
import { listJobs, readJob } from "./read.ts";
import { testStore } from "./test-store.ts";
import { queuedJob } from "./testing.ts";

describe("the list", () => {
  test("is newest first and pages without gaps or repeats while jobs are added", async (t) => {
    const store = await testStore(t);
    const made: string[] = [];
    for (let i = 0; i < 25; i += 1) made.push((await queuedJob(store, `prompt ${i}`)).id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listJobs(store, { limit: 10, ...(cursor === null ? {} : { cursor }) });
      seen.push(...page.jobs.map(({ id }) => id));
      cursor = page.next_cursor;
      await queuedJob(store, "arrives while somebody reads");
    } while (cursor !== null);
    assert.deepEqual(seen, made.toReversed());
  });

  test("has no next page when the last one is exactly full", async (t) => {
    const store = await testStore(t);
    for (let i = 0; i < 3; i += 1) await queuedJob(store);
    assert.equal((await listJobs(store, { limit: 3 })).next_cursor, null);
  });

  test("filters by several statuses and by text, in which signs of the pattern language mean themselves", async (t) => {
    const store = await testStore(t);
    const prompts = ["100% CAT", "100 dogs", "一只猫", "under_score", "underXscore", "back\\slash"];
    for (const prompt of prompts) await queuedJob(store, prompt);
    const find = async (q: string) => (await listJobs(store, { q })).jobs.map(({ prompt }) => prompt);
    assert.deepEqual(await find("100% cat"), ["100% CAT"]);
    assert.deepEqual(await find("猫"), ["一只猫"]);
    assert.deepEqual(await find("r_s"), ["under_score"]);
    assert.deepEqual(await find("\\"), ["back\\slash"]);
    const [first] = (await listJobs(store, {})).jobs;
    await cancel(store, first?.id ?? "", null);
    assert.equal((await listJobs(store, { status: "canceled,failed" })).jobs.length, 1);
    const { counts } = await listJobs(store, { status: "canceled" });
    assert.deepEqual([counts.queued, counts.canceled], [5, 1]);
  });
});

test("a job that does not exist is null, whatever the id looks like", async (t) => {
  const store = await testStore(t);
  for (const id of ["", "1", "' or 1=1 --", "019a0000-0000-7000-8000-000000000000"]) {
    assert.equal(await readJob(store, id), null);
  }
});
