/** The app's own policy, and what it is measured against. */
import type { Durations } from "#lib/server/jobs/durations.ts";
import { isQueryOwed, mayAsk, nextAskAtMs, unseenMs } from "#lib/server/jobs/poll-policy.ts";
import type { Policy, SimJob, View } from "./engine.ts";
import type { Knowledge } from "./knowledge.ts";

const intervalMs = 10_000;
const firstMs = 15_000;
/** The worker looks again after so long when it may not ask. */
const blockedMs = 100;
/** Worth a call, and not worth a turn: how a policy that knows no worth asks for one. */
const plainWorthMs = 1_000;

/** As the app does it: the due job with the most unseen waiting, evenly; see `poll-policy.ts`. */
export function ours(know: Knowledge): Policy {
  const best = ({ running, nowMs }: View) =>
    mostOf(
      running.filter(({ dueAtMs }) => dueAtMs <= nowMs),
      (job) => unseenMs(job, nowMs, know.durations(nowMs)),
    );
  return {
    name: "ours",
    next: (view) => {
      const chosen = best(view);
      if (chosen === null) return Math.min(...view.running.map(({ dueAtMs }) => dueAtMs));
      return mayAsk(chosen.worth, view.calls) ? chosen.job : view.nowMs + blockedMs;
    },
    isQueryOwed: (view) => view.calls.isAfterCreate && isQueryOwed(best(view)?.worth ?? 0, view.calls),
    accepted: (job, nowMs) => {
      job.dueAtMs = nowMs + firstMs;
    },
    unready: (job, nowMs) => {
      job.dueAtMs = nextAskAtMs(job.submittedAtMs, nowMs, know.durations(nowMs), intervalMs);
    },
    noticed: (job, nowMs) => know.learn(job, nowMs),
  };
}

/** Where completion since the last question is likeliest. @param floor no call for less than this chance */
export function likeliestFirst(know: Knowledge, floor = 0.01): Policy {
  return paced("likeliest first", ({ nowMs }, job) => {
    const chance = chanceSince(know.durations(nowMs), job, nowMs);
    return chance < floor ? null : chance;
  });
}

/** The job that was asked longest ago. */
export function roundRobin(): Policy {
  return paced("round robin", ({ nowMs }, job) => {
    const restMs = nowMs - (job.askedAtMs ?? job.submittedAtMs);
    return restMs < intervalMs / 5 ? null : restMs;
  });
}

/** Round robin that asks whenever a call can be had, and has none left when they would be of use. */
export function hastyRoundRobin(): Policy {
  const even = roundRobin();
  return {
    name: "round robin, as fast as allowed",
    next: (view) => even.next({ ...view, calls: { ...view.calls, lately: 0 } }),
  };
}

/** Every job every 10 s after the first 15, whatever the budget says. */
export function fixedInterval(): Policy {
  return {
    name: "every 10 s, no budget",
    isUnbounded: true,
    next: ({ running, nowMs }) => {
      const due = running.find(({ dueAtMs }) => dueAtMs <= nowMs);
      return due ?? Math.min(...running.map(({ dueAtMs }) => dueAtMs));
    },
    accepted: (job, nowMs) => {
      job.dueAtMs = nowMs + firstMs;
    },
    unready: (job, nowMs) => {
      job.dueAtMs = nowMs + intervalMs;
    },
  };
}

/** Knows when each job is ready, and asks then, in turns with creates where ours would: what no policy can beat. */
export function oracle(): Policy {
  const longestReady = ({ running, nowMs }: View) =>
    mostOf(
      running.filter(({ readyAtMs }) => readyAtMs <= nowMs),
      ({ readyAtMs }) => nowMs - readyAtMs,
    );
  return {
    name: "oracle",
    next: (view) => {
      const ready = longestReady(view);
      if (ready === null) return Math.min(...view.running.map(({ readyAtMs }) => readyAtMs));
      const worthMs = Math.max(plainWorthMs, ready.worth);
      return mayAsk(worthMs, { ...view.calls, lately: 0 }) ? ready.job : view.nowMs + blockedMs;
    },
    isQueryOwed: (view) => view.calls.isAfterCreate && isQueryOwed(longestReady(view)?.worth ?? 0, view.calls),
  };
}

function paced(name: string, valueOf: (view: View, job: SimJob) => number | null): Policy {
  return {
    name,
    next: (view) => {
      const { nowMs, running, calls } = view;
      if (!mayAsk(plainWorthMs, calls)) return nowMs + blockedMs;
      const worthy = running.filter((job) => valueOf(view, job) !== null);
      return mostOf(worthy, (job) => valueOf(view, job) ?? 0)?.job ?? nowMs + blockedMs;
    },
  };
}

function chanceSince({ leftAt }: Durations, job: SimJob, nowMs: number): number {
  const askedMs = (job.askedAtMs ?? job.submittedAtMs) - job.submittedAtMs;
  return 1 - leftAt(nowMs - job.submittedAtMs) / leftAt(askedMs);
}

function mostOf(jobs: readonly SimJob[], worthOf: (job: SimJob) => number): { job: SimJob; worth: number } | null {
  let best: { job: SimJob; worth: number } | null = null;
  for (const job of jobs) {
    const worth = worthOf(job);
    if (best === null || worth > best.worth) best = { job, worth };
  }
  return best;
}
