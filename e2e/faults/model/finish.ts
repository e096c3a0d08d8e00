/** The end of a run: every process dies, time passes, and what was acknowledged must still come to its one paid call. */
import assert from "node:assert/strict";
import { setPaused } from "#lib/server/jobs/dispatch.ts";
import { answersCall } from "./answers.ts";
import { type Book, judge, judgeHistory } from "./book.ts";
import { calls, crashes, passes, sweeps } from "./worker.ts";
import type { World } from "./world.ts";

/** Longer than any rest of a job, a pause of the breaker or a lease. */
const quarterHour = passes("a quarter of an hour", 16 * 60_000);
/** Each accepted call closes the breaker, so that few rests are needed. */
const maxRests = 20;

export async function finish(book: Book, world: World): Promise<void> {
  for (const index of world.processes.keys()) await crashes(index).act(book, world);
  await quarterHour.act(book, world);
  await sweeps(0).act(book, world);
  await judge(world, book);
  const statuses = [...book.jobs.values()].map(({ status }) => status);
  assert.ok(!statuses.includes("submitting"), "a call is still thought to be on its way");
  await setPaused(world.store, false);
  book.isStopped = false;
  await drain(book, world);
  await judge(world, book);
  await judgeHistory(world, book);
}

async function drain(book: Book, world: World): Promise<void> {
  for (let rests = 0; rests < maxRests; rests += 1) {
    const before = world.calls.length;
    await calls(0, "at once").act(book, world);
    if (world.calls.length > before) {
      rests -= 1;
      await answersCall(0, 0, "accepted", { kind: "accepted" }).act(book, world);
    } else if ([...book.jobs.values()].every(({ status }) => status !== "queued")) return;
    else await quarterHour.act(book, world);
  }
  assert.fail("an acknowledged submission waits for ever");
}
