import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countOf,
  isListed,
  isUnfiltered,
  listQueryOf,
  noFilter,
  readFilter,
  views,
  writeFilter,
} from "./job-filter.ts";
import type { JobFilter } from "./job-filter.ts";
import { jobStatuses, listQuerySchema } from "./job.ts";
import { someJob } from "./test-job.ts";

const batch = "0198a000-0000-7000-8000-00000000000b";

test("what the address bar was given is what is read from it, and what else stands there stays", () => {
  for (const view of views) {
    for (const q of ["", "cat fish", "50%_\\", "一只猫"]) {
      for (const [some, by] of [
        [null, null],
        [batch, null],
        [null, "王小明 & co."],
      ] as const) {
        const filter = { view, q, batch: some, by };
        const { search } = new URL(writeFilter(filter, "?watch=1&show=ready&q=old"), "http://desk");
        assert.deepEqual(readFilter(new URLSearchParams(search)), filter);
        assert.equal(new URLSearchParams(search).get("watch"), "1");
      }
    }
  }
  assert.equal(writeFilter(noFilter), "/");
});

test("an address that is no filter shows all, and a long search is cut to what the server takes", () => {
  assert.deepEqual(readFilter(new URLSearchParams("show=everything&q=%20%20&batch=1&by=")), noFilter);
  const { q } = readFilter(new URLSearchParams({ q: "x".repeat(5_000) }));
  assert.ok(q !== "" && listQuerySchema().safeParse({ q }).success);
});

test("every view is a query that the server takes", () => {
  for (const view of views) {
    const query = listQueryOf({ view, q: "cat", batch, by: "ada" });
    assert.deepEqual(listQuerySchema().parse(query), query);
  }
  assert.deepEqual(listQueryOf(noFilter), {});
});

test("a job is listed where the server would list it", () => {
  const job = someJob({ prompt: "Ein Fuß im Schnee, 一只猫", status: "running", batch_id: batch });
  const listed = (part: Partial<JobFilter>, change = {}) => isListed({ ...noFilter, ...part }, { ...job, ...change });
  assert.ok(listed({}) && listed({ view: "moving" }) && listed({ batch }));
  assert.ok(listed({ q: "SCHNEE fuss" }) && listed({ q: "猫" }), "the words in any order, in any case");
  assert.ok(!listed({ q: "schnee regen" }) && !listed({ view: "ready" }) && !listed({ view: "starred" }));
  assert.ok(listed({ view: "ready" }, { status: "succeeded" }) && listed({ view: "starred" }, { starred: true }));
  assert.ok(
    listed({ view: "trash" }, { trashed: true }) && !listed({}, { trashed: true }) && !listed({ view: "trash" }),
  );
  assert.ok(!listed({ view: "trash" }, { trashed: true, prompt: "" }), "another's trash");
  assert.ok(!listed({ batch: batch.replace("b", "c") }));
  assert.ok(listed({ by: "ada" }, { created_by: "ada" }) && !listed({ by: "ada" }, { created_by: "bob" }));
});

test("the view of all counts every status once, the stars and the trash have figures of their own", () => {
  const counts = {
    queued: 1,
    submitting: 20,
    running: 300,
    succeeded: 4_000,
    failed: 50_000,
    unknown: 600_000,
    canceled: 7_000_000,
  };
  assert.equal(Object.keys(counts).length, jobStatuses.length);
  const standing = { counts, totals: { starred: 8, trashed: 9 } };
  assert.deepEqual(
    views.map((view) => countOf(view, standing)),
    [7_654_321, 321, 4_000, 650_000, 8, 9],
  );
  assert.ok(isUnfiltered(noFilter));
});
