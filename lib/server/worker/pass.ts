/**
 * Work without a loop that never ends (`WORKER=request`): a pass does what is due for a bounded time and ends. One pass
 * at a time in a process; a request that comes meanwhile prolongs the one that is there. Looking never spends: only a
 * pass that a write or a posted tick asked for makes paid calls, and only for as long as that gives it.
 */
import { nextDueAt } from "../jobs/due.ts";
import { log } from "../log.ts";
import { once } from "../once.ts";
import { untilWoken, wake } from "../wake.ts";
import type { Deps } from "./deps.ts";
import { type Lane, lanesOf } from "./lanes.ts";
import { announceDue } from "./announce-step.ts";
import { runLane, sweep, untilPassed } from "./loop.ts";
import { retentionPass } from "./retention-step.ts";

/** What asked for the pass: somebody looked (or a cron that can only GET), or something was written or posted. */
export type PassKind = "look" | "spend";

export interface PassLimits {
  /** New work is begun for this long. What is under way then is finished: a call or a download may take minutes. */
  lookMs: number;
  spendMs: number;
}

interface Limit {
  untilMs: number;
  spendUntilMs: number;
  /** Since the lanes last looked how long they may go on. */
  isProlonged: boolean;
}

interface Passes {
  current: (Limit & { ended: Promise<void> }) | null;
  stopping: AbortController;
}

/** Serverless platforms give a request minutes; a look comes every two seconds while a page is open. */
const usual: PassLimits = { lookMs: 5_000, spendMs: 20_000 };
const lookEveryMs = 250;
const announceMs = 10_000;

const passes = () => once<Passes>("passes", () => ({ current: null, stopping: new AbortController() }));

/** Begins a pass or prolongs the one that runs. @returns when it has ended; its troubles are in the log */
export async function pass(deps: Deps, kind: PassKind, limits = usual): Promise<void> {
  const state = passes();
  if (state.stopping.signal.aborted) return;
  const now = performance.now();
  const untilMs = now + (kind === "look" ? limits.lookMs : limits.spendMs);
  const spendUntilMs = kind === "spend" ? untilMs : 0;
  if (state.current !== null) {
    state.current.untilMs = Math.max(state.current.untilMs, untilMs);
    state.current.spendUntilMs = Math.max(state.current.spendUntilMs, spendUntilMs);
    state.current.isProlonged = true;
    wake();
    return state.current.ended;
  }
  const limit = { untilMs, spendUntilMs, isProlonged: false, ended: Promise.resolve() };
  state.current = limit;
  limit.ended = runAll(deps, limit, state.stopping.signal)
    .catch((error: unknown) => log.error("A pass failed", error))
    .finally(() => (state.current = null));
  return limit.ended;
}

/** Begins nothing more, and waits at most this long for what is under way. */
export async function stopPasses(withinMs: number): Promise<void> {
  const { stopping, current } = passes();
  stopping.abort();
  const done = new AbortController();
  await Promise.race([current?.ended.finally(() => done.abort()), untilPassed(withinMs, done.signal)]);
}

/** A pass that only waits for its last calls and tidies up takes nothing more, and whoever asks then waits for the next. */
async function runAll(deps: Deps, limit: Limit, stopping: AbortSignal): Promise<void> {
  do await run(deps, limit, stopping);
  while (limit.isProlonged && !stopping.aborted);
}

async function run(deps: Deps, limit: Limit, stopping: AbortSignal): Promise<void> {
  await sweep(deps.store);
  const end = new AbortController();
  const { create, poll, save } = lanesOf(deps, stopping);
  const maySpend = () => performance.now() < limit.spendUntilMs;
  const paid: Lane = { ...create, claim: async () => (maySpend() ? create.claim() : null) };
  const lanes = [paid, poll, save];
  // A pass that is stopped must not leave a claimed call behind, so lanes end by one signal and calls by another.
  const running = Promise.all(lanes.map((lane) => runLane(deps, lane, AbortSignal.any([end.signal, stopping]))));
  try {
    await untilIdle(deps, lanes, limit, stopping);
  } finally {
    end.abort();
    await running;
    await announceDue(deps.store, announceMs);
    await retentionPass(deps);
  }
}

/** Over when its time is, or sooner when nothing is under way and nothing comes due in time. */
async function untilIdle(deps: Deps, lanes: readonly Lane[], limit: Limit, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    limit.isProlonged = false;
    const leftMs = limit.untilMs - performance.now();
    if (leftMs <= 0) return;
    if (lanes.every(({ busy }) => busy.size === 0)) {
      const spendLeftMs = limit.spendUntilMs - performance.now();
      const isMore =
        (await isDueIn(deps, ["running", "succeeded"], leftMs)) || (await isDueIn(deps, ["queued"], spendLeftMs));
      // A claim that was on its way meanwhile has taken its row out of what is due.
      if (!isMore && lanes.every(({ busy }) => busy.size === 0)) return;
    }
    await untilWoken(Math.min(leftMs, lookEveryMs), stopping);
  }
}

async function isDueIn({ store }: Deps, statuses: Parameters<typeof nextDueAt>[1], withinMs: number): Promise<boolean> {
  if (withinMs <= 0) return false;
  const dueAt = await nextDueAt(store, statuses);
  return dueAt !== null && dueAt - store.now() < withinMs;
}
