/** Work that requests set going, with no loop behind them: what the relay recorded is the truth. */
import assert from "node:assert/strict";
import { test } from "#lib/server/database/testing.ts";
import { readJob } from "#lib/server/jobs/read.ts";
import { pass } from "#lib/server/worker/pass.ts";
import { makeWorld } from "./world.ts";

test("looking never sends a paid call; a write or a tick does, and carries the job to its kept video", async (t) => {
  const { relay, deps, store, submit } = await makeWorld(t, { hasLoop: false });
  const { id } = await submit();
  const other = await submit();
  // However many look, and at once.
  await Promise.all(Array.from({ length: 5 }, () => pass(deps, "look")));
  assert.equal(relay.posts().length, 0);
  assert.equal((await readJob(store, id))?.job.status, "queued");

  // One that the machine gave no time ends too soon; the next one goes on.
  const isKept = async (job: string) => (await readJob(store, job))?.job.media?.state === "saved";
  while (!(await isKept(id)) || !(await isKept(other.id))) await pass(deps, "spend");
  assert.equal(relay.posts().length, 2);
});

test("looks carry on what was paid for, while a job that waits stays where it is", async (t) => {
  const { relay, deps, store, submit } = await makeWorld(t, { hasLoop: false });
  const { id } = await submit();
  // Long enough for the call to begin; the pass ends before a look begins.
  while ((await readJob(store, id))?.job.status === "queued") await pass(deps, "spend", { lookMs: 0, spendMs: 100 });
  const waiting = await submit();
  while ((await readJob(store, id))?.job.media?.state !== "saved") await pass(deps, "look");
  assert.equal((await readJob(store, waiting.id))?.job.status, "queued");
  assert.equal(relay.posts().length, 1);
});

test("a write that comes while a pass is ending is carried on by it, not left to whoever writes next", async (t) => {
  const { relay, deps, store, submit } = await makeWorld(t, { hasLoop: false });
  const { promise: isEnding, resolve: ending } = Promise.withResolvers<void>();
  const { promise: isThrough, resolve: goOn } = Promise.withResolvers<void>();
  const { id } = await submit();
  // Tidying up comes last: here it takes for as long as the test likes.
  await store.db.updateTable("jobs").set({ has_leftovers: 1 }).where("id", "=", id).execute();
  const media = { ...deps.media, delete: () => (ending(), isThrough) };
  const first = pass({ ...deps, media }, "spend");
  await isEnding;
  const late = await submit();
  const second = pass(deps, "spend");
  goOn();
  await Promise.all([first, second]);
  assert.notEqual((await readJob(store, late.id))?.job.status, "queued");
  assert.equal(relay.posts().length, 2);
});
