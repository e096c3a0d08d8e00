import assert from "node:assert/strict";
import { describe } from "node:test";
import { type ListQuery, jobStatuses } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import { test } from "../database/testing.ts";
import { cancel, star, trash } from "./decisions.ts";
import { listJobs, readJob } from "./read.ts";
import { submit } from "./submit.ts";
import { testStore } from "./test-store.ts";
import { catFish, queuedJob } from "./testing.ts";

const nobody = { person: null, key: null };

/** Page by page, each shorter than the list. */
async function idsOf(store: Store, query: ListQuery): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await listJobs(store, { ...query, limit: 4, ...(cursor === null ? {} : { cursor }) });
    ids.push(...page.jobs.map(({ id }) => id));
    cursor = page.next_cursor;
    if (cursor === null) return ids;
  }
}

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

  test("holds what is starred, in the trash or of one batch, with every other filter and page by page", async (t) => {
    const store = await testStore(t);
    const batch = (
      await submit(store, { ...catFish, prompts: ["cat one", "cat two", "dog"], prompt: undefined }, nobody)
    ).jobs;
    for (let i = 0; i < 30; i += 1) await queuedJob(store, `cat ${i}`);
    const all = (await listJobs(store, { limit: 100 })).jobs.map(({ id }) => id);
    const starred = all.filter((_, i) => i % 3 === 0);
    for (const id of starred) await star(store, id, true);
    const trashed = all.filter((_, i) => i % 5 === 0);
    for (const id of trashed) await trash(store, id, null);
    const find = (query: ListQuery) => idsOf(store, query);

    const isTrashed = (id: string) => trashed.includes(id);
    assert.deepEqual(
      await find({}),
      all.filter((id) => !isTrashed(id)),
    );
    assert.deepEqual(
      await find({ starred: "true" }),
      starred.filter((id) => !isTrashed(id)),
    );
    assert.deepEqual(await find({ trashed: "true" }), trashed);
    assert.deepEqual(await find({ trashed: "true", starred: "true" }), starred.filter(isTrashed));
    // What is trashed while it waits is canceled.
    assert.deepEqual(await find({ trashed: "true", status: "queued,failed" }), []);
    assert.deepEqual(await find({ trashed: "true", status: "canceled,failed" }), trashed);
    const [, second] = batch;
    assert.deepEqual(
      await find({ batch: second?.batch_id ?? "", q: "CAT" }),
      batch
        .filter(({ id, prompt }) => !isTrashed(id) && prompt.startsWith("cat"))
        .map(({ id }) => id)
        .toReversed(),
    );
    assert.deepEqual(await find({ batch: batch[0]?.id ?? "" }), []);
    const { totals, counts } = await listJobs(store, { starred: "true" });
    assert.deepEqual(totals, { starred: starred.filter((id) => !isTrashed(id)).length, trashed: trashed.length });
    assert.equal(counts.queued, all.length - trashed.length);
  });

  test("of several statuses pages through them as one list", async (t) => {
    const store = await testStore(t);
    const ids: string[] = [];
    for (let i = 0; i < 40; i += 1) ids.push((await queuedJob(store)).id);
    for (const [i, id] of ids.entries()) if (i % 3 > 0) await cancel(store, id, null);
    await trash(store, ids[7] ?? "", null);
    const left = ids.filter((_, i) => i !== 7).toReversed();
    assert.deepEqual(await idsOf(store, { status: "queued,canceled,queued" }), left);
    assert.deepEqual(await idsOf(store, { status: jobStatuses.join(",") }), left);
  });

  test("is searched by words, whatever their case, width and order, in any writing", async (t) => {
    const store = await testStore(t);
    const prompts = [
      "Ein GROSSER Größenwahn",
      "ДОМ у моря",
      "一只小猫在ＡＢＣ公司睡觉",
      "ΟΔΥΣΣΕΥΣ",
      "Cafe\u0301 in the rain",
    ];
    for (const prompt of prompts) await queuedJob(store, prompt);
    const find = async (q: string) => (await listJobs(store, { q })).jobs.map(({ prompt }) => prompt);
    const cases: [q: string, found: number][] = [
      ["größenwahn grosser", 0],
      ["GRÖSSENWAHN", 0],
      ["дом моря", 1],
      ["小猫", 2],
      ["猫　abc", 2],
      ["ａｂｃ", 2],
      ["οδυσσευς", 3],
      ["οδυσσ", 3],
      ["RAIN café", 4],
    ];
    for (const [q, found] of cases) assert.deepEqual(await find(q), [prompts[found]], q);
    for (const q of ["小狗", "cat", "grosser 小猫", "%", "_"]) assert.deepEqual(await find(q), [], q);
    for (const q of ["", " \u3000"]) assert.equal((await find(q)).length, prompts.length, q);
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
