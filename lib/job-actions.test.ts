import assert from "node:assert/strict";
import { test } from "node:test";
import { deedsForAll, deedsFor, mainDeedFor } from "./job-actions.ts";
import { jobStatuses } from "./job-words.ts";
import { someJob } from "./test-job.ts";

const saved = { ...someJob({}).media, state: "saved", bytes: 1, video_url: "/api/jobs/1/video" } as const;
const ready = someJob({ id: "ready", status: "succeeded", relay_id: "r", media: saved });
const failed = someJob({ id: "failed", status: "failed", relay_id: "r" });
const unknown = someJob({ id: "unknown", status: "unknown" });
const anything = () => true;
const idsOf = (jobs: readonly { id: string }[]) => jobs.map(({ id }) => id);

test("the deed that a tile shows is one that is allowed, and an open outcome asks for a decision", () => {
  for (const status of jobStatuses) {
    for (const trashed of [false, true]) {
      const job = someJob({ status, relay_id: "r", trashed });
      const main = mainDeedFor(job, anything);
      const isAllowed =
        main === null || main === "decide" || main === "download" || deedsFor(job, anything).includes(main);
      assert.ok(isAllowed, `${status} ${main}`);
    }
  }
  assert.equal(mainDeedFor(ready, anything), "download");
  assert.equal(mainDeedFor(failed, anything), "retry");
  assert.equal(mainDeedFor(unknown, anything), "decide");
  assert.ok(!deedsFor(unknown, anything).includes("retry"));
  assert.equal(mainDeedFor(someJob({ status: "running", relay_id: "r", overdue: true }), anything), "check");
});

test("of a selection each deed takes only those that allow it, so that the button tells the true number of paid calls", () => {
  const running = someJob({ id: "running", status: "running", relay_id: "r" });
  const deeds = deedsForAll([ready, failed, unknown, running], anything);
  assert.deepEqual(idsOf(deeds.retry), ["ready", "failed"]);
  assert.deepEqual(idsOf(deeds.withVideo), ["ready"]);
  assert.deepEqual(idsOf(deeds.trash), ["ready", "failed", "unknown"]);
  assert.deepEqual(idsOf(deeds.restore), []);
  const trashed = deedsForAll([{ ...ready, trashed: true }], anything);
  assert.deepEqual([idsOf(trashed.restore), idsOf(trashed.retry), idsOf(trashed.trash)], [["ready"], [], []]);
});

test("two to four videos can be compared, and nothing else", () => {
  const takes = (count: number) => Array.from({ length: count }, (_, take) => ({ ...ready, id: `take ${take}` }));
  const counts = [1, 2, 4, 5].map((count) => deedsForAll(takes(count), anything).compare.length);
  assert.deepEqual(counts, [0, 2, 4, 0]);
  assert.equal(deedsForAll([...takes(2), failed], anything).compare.length, 0);
});

test("what is to be decided about a job is not offered to who may not, and all else is", () => {
  const nothing = () => false;
  const queued = someJob({ status: "queued" });
  assert.deepEqual([mainDeedFor(queued, anything), mainDeedFor(queued, nothing)], ["cancel", null]);
  assert.deepEqual(deedsFor(failed, nothing), ["check", "retry"]);
  assert.equal(mainDeedFor({ ...ready, trashed: true }, nothing), "download");
  assert.deepEqual(idsOf(deedsForAll([ready, failed], nothing).trash), []);
});
