import assert from "node:assert/strict";
import type { Job } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import { test } from "../database/testing.ts";
import { cancel, ruledNotCreated } from "../jobs/decisions.ts";
import { claimSave, saveFailed } from "../jobs/media-steps.ts";
import { removeForRoom } from "../jobs/retention.ts";
import { testStore } from "../jobs/test-store.ts";
import { jobNow, keptJob, leaseMs, present, queuedJob, runningRow, succeededRow, unknownJob } from "../jobs/testing.ts";
import { readCreate } from "../relay/read-create.ts";
import { readQuery } from "../relay/read-query.ts";
import { createdAnswer, taskAnswer } from "./answer.ts";

/** As our own strict reader of relays understands it. */
async function readAs(store: Store, job: Job) {
  const task = await taskAnswer(store, job);
  const { state, videoUrl, error } = readQuery({ status: 200, headers: {}, body: JSON.stringify(task) });
  return { word: task.status, state, hasVideo: videoUrl !== null, error };
}

test("a job in each status reads to a client of relays as what it is, and never as failed while nobody knows", async (t) => {
  const store = await testStore(t);
  const queued = await queuedJob(store);
  assert.deepEqual(await readAs(store, queued), { word: "pending", state: "queued", hasVideo: false, error: null });
  const created = readCreate({ status: 200, headers: {}, body: JSON.stringify(createdAnswer(queued)) });
  assert.equal(created.kind === "accepted" && created.relayId, queued.id);
  const canceled = await readAs(store, await cancel(store, queued.id, null));
  assert.deepEqual([canceled.word, canceled.state], ["failed", "failed"]);
  assert.match(canceled.error ?? "", /canceled before anything was sent/);

  const running = await runningRow(store, "jimeng:1");
  const open = await readAs(store, await jobNow(store, running.id));
  assert.deepEqual([open.word, open.state, open.hasVideo], ["processing", "running", false]);

  const unknown = await unknownJob(store);
  const lost = await readAs(store, unknown);
  assert.deepEqual([lost.word, lost.state, lost.error], ["processing", "running", null]);
  const settled = await readAs(store, await ruledNotCreated(store, unknown.id, null));
  assert.deepEqual([settled.word, settled.state], ["failed", "failed"]);
});

test("completed comes with an address of ours, and with nothing but a video that is kept", async (t) => {
  const store = await testStore(t);
  const { id } = await succeededRow(store, "jimeng:1");
  const unkept = await readAs(store, await jobNow(store, id));
  assert.deepEqual([unkept.word, unkept.hasVideo], ["processing", false]);
  await saveFailed(store, present(await claimSave(store, leaseMs)), "It is no video");
  const failed = await readAs(store, await jobNow(store, id));
  assert.deepEqual([failed.word, failed.hasVideo], ["failed", false]);
  assert.match(failed.error ?? "", /made, but it could not be kept: It is no video/);

  const kept = await jobNow(store, await keptJob(store, null, "jimeng:2"));
  const { video_url: url } = await taskAnswer(store, kept);
  assert.match(url ?? "", new RegExp(`/v1/media/${kept.id}/video\\?expires=\\d+&signature=[\\w-]{43}$`));
  assert.deepEqual((await readAs(store, kept)).state, "succeeded");
});

test("a video that was removed reads as a task that has none any more, and why", async (t) => {
  const store = await testStore(t);
  const kept = await keptJob(store, null, "jimeng:1");
  store.pass(3_600_000);
  await removeForRoom(store);
  const removed = await readAs(store, await jobNow(store, kept));
  assert.deepEqual([removed.word, removed.hasVideo], ["failed", false]);
  assert.match(removed.error ?? "", /Removed on 2026-01-01/);
});
