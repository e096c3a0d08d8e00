/**
 * The worker: three lanes that claim and work, and a sweep. A lane claims the next piece of its work only while it has
 * a free hand, and sleeps until something comes due, the bell rings, or the process stops.
 */
import { setTimeout } from "node:timers/promises";
import type { Store } from "../database/store.ts";
import { sweepSilentCalls } from "../jobs/create-steps.ts";
import { nextDueAt } from "../jobs/due.ts";
import { mendFutureTimes } from "../jobs/set-back.ts";
import { log } from "../log.ts";
import { once } from "../once.ts";
import { untilWoken, wake } from "../wake.ts";
import { runAnnouncements } from "./announce-step.ts";
import type { Deps } from "./deps.ts";
import { type Lane, lanesOf } from "./lanes.ts";
import { retentionPass } from "./retention-step.ts";

export interface Worker {
  /** Claims nothing more and waits for what is under way, at most this long. */
  stop: (withinMs: number) => Promise<void>;
}

const maxSleepMs = 1_000;
const blockedSleepMs = 100;

/** When the loop last turned, for the health check; null when no loop runs in this process. */
export const pulse = () => once<{ lastTickAtMs: number | null }>("pulse", () => ({ lastTickAtMs: null }));

export function startWorker(deps: Deps): Worker {
  const stopping = new AbortController();
  const lanes = Object.values(lanesOf(deps, stopping.signal)).map((lane) => runLane(deps, lane, stopping.signal));
  const all = Promise.all([
    ...lanes,
    runSweep(deps, stopping.signal),
    runRetention(deps, stopping.signal),
    runAnnouncements(deps.store, stopping.signal),
  ]);
  return {
    stop: async (withinMs) => {
      stopping.abort();
      const done = new AbortController();
      await Promise.race([all.finally(() => done.abort()), untilPassed(withinMs, done.signal)]);
    },
  };
}

/** Claims and works until told to stop, then waits for what is under way. */
export async function runLane(deps: Deps, lane: Lane, stopping: AbortSignal): Promise<void> {
  const { busy } = lane;
  while (!stopping.aborted) {
    pulse().lastTickAtMs = deps.store.now();
    if (busy.size >= lane.hands) {
      await Promise.race(busy);
      continue;
    }
    const work = await lane.claim().catch(async (error: unknown) => {
      log.error("The worker could not claim work", error, { lane: lane.name });
      // A full disk fails every claim until somebody makes room; the log must not fill it further.
      await untilPassed(maxSleepMs, stopping);
      return null;
    });
    if (work === null) {
      await rest(deps, lane, stopping);
      continue;
    }
    const task = work()
      .catch((error: unknown) => log.error("A step failed; its lease brings the job back", error, { lane: lane.name }))
      .finally(() => {
        busy.delete(task);
        wake(); // one lane's result is another's work
      });
    busy.add(task);
  }
  await Promise.all(busy);
}

async function rest(deps: Deps, lane: Lane, stopping: AbortSignal): Promise<void> {
  const dueAt = await nextDueAt(deps.store, lane.statuses).catch(() => null); // the claim has just logged why
  const inMs = dueAt === null ? maxSleepMs : dueAt - deps.store.now();
  // Due and yet not to be had (no budget, a pause): the bell of every new submission must not make this lane look again.
  if (inMs <= 0) await untilPassed(blockedSleepMs, stopping);
  else await untilWoken(Math.min(inMs, maxSleepMs), stopping);
}

async function runSweep(deps: Deps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await sweep(deps.store).catch((error: unknown) => log.error("The sweep failed", error));
    await untilPassed(deps.leases.sweepEveryMs, stopping);
  }
}

async function runRetention(deps: Deps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await retentionPass(deps).catch((error: unknown) => log.error("Videos could not be removed", error));
    await untilPassed(deps.leases.sweepEveryMs, stopping);
  }
}

export async function sweep(store: Store): Promise<void> {
  await mendFutureTimes(store);
  await sweepSilentCalls(store);
}

export async function untilPassed(maxMs: number, signal: AbortSignal): Promise<void> {
  // Rejects only when it is aborted, which is what ends the rest.
  await setTimeout(maxMs, undefined, { signal }).catch(() => undefined);
}
