import assert from "node:assert/strict";
import { test } from "node:test";
import { noFilter } from "./job-filter.ts";
import { withChanges, withJobs } from "./job-pages.ts";
import type { Job, JobChanges, JobPage } from "./job.ts";
import { someJob } from "./test-job.ts";

const standing = {
  counts: { queued: 0, submitting: 0, running: 0, succeeded: 0, failed: 0, unknown: 0, canceled: 0 },
  totals: { starred: 0, trashed: 0 },
  usual: null,
  version: "1",
};
const page = (ids: readonly string[], next_cursor: string | null): JobPage => ({
  jobs: ids.map((id) => someJob({ id })),
  next_cursor,
  ...standing,
});
const changes = (jobs: readonly Job[], more: Partial<JobChanges> = {}): JobChanges => ({
  jobs: [...jobs],
  seen: {},
  is_complete: true,
  ...standing,
  version: "2",
  ...more,
});
const idsOf = (pages: readonly JobPage[]) => pages.map(({ jobs }) => jobs.map(({ id }) => id).join(""));

/** Ids that sort as the letters do; the newest is the highest. */
const two = [page(["h", "g"], "g"), page(["e", "d"], "d")];

test("a job takes its own place, comes where its age belongs, and goes when it is not listed any more", () => {
  const heard = [
    someJob({ id: "e", status: "running" }),
    someJob({ id: "h", trashed: true }),
    someJob({ id: "k" }),
    someJob({ id: "f" }),
    someJob({ id: "gg" }),
  ];
  const next = withJobs(two, heard, noFilter);
  assert.deepEqual(idsOf(next), ["kggg", "fed"]);
  assert.equal(next[1]?.jobs[1]?.status, "running");
});

test("a job older than what was loaded waits for its page, unless the list has come to its end", () => {
  assert.deepEqual(idsOf(withJobs(two, [someJob({ id: "a" })], noFilter)), ["hg", "ed"]);
  assert.deepEqual(idsOf(withJobs([page(["h"], "h"), page(["e"], null)], [someJob({ id: "a" })], noFilter)), [
    "h",
    "ea",
  ]);
  assert.deepEqual(idsOf(withJobs([page([], null)], [someJob({ id: "a" })], noFilter)), ["a"]);
});

test("under a filter only what it lists comes in, and what no longer fits goes", () => {
  const moving = { ...noFilter, view: "moving" } as const;
  const heard = [
    someJob({ id: "k", status: "succeeded" }),
    someJob({ id: "h", status: "failed" }),
    someJob({ id: "f" }),
  ];
  assert.deepEqual(idsOf(withJobs(two, heard, moving)), ["g", "fed"]);
});

test("a poll leaves what it says nothing of as it is", () => {
  const seen = {
    d: { relay_seen_at: "2026-01-01T00:00:09.000Z", relay_status: "running", progress: 40, overdue: false },
  };
  const next = withChanges(two, changes([], { seen }), noFilter);
  assert.equal(next[0]?.version, "2");
  assert.equal(next[0]?.jobs, two[0]?.jobs);
  assert.equal(next[1]?.jobs[0], two[1]?.jobs[0]);
  assert.deepEqual(next[1]?.jobs[1], { ...two[1]?.jobs[1], ...seen.d });
  const quiet = withChanges(two, changes([]), noFilter);
  assert.equal(quiet[1], two[1]);
});
