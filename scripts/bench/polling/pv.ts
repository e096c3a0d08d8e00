/** The app's own policy, and what it is measured against. */
import { type Durations, durationsFrom, type SeenDuration } from "#lib/server/jobs/durations.ts";
import {
  nextAskAt,
  owedFromMs,
  pace,
  slotsKeptFree,
  unseenMs,
  worthACallMs,
} from "#lib/server/jobs/poll-policy.ts";
import { type Policy, type SimJob, slotRestMs, type View } from "./engine.ts";

const intervalMs = 10_000;
const firstMs = 15_000;
/** The worker looks again after so long when it may not ask. */
const blockedMs = 100;
const rememberedDurations = 100;

/** As the app does it: a due job with the most unseen waiting, evenly; see `poll-policy.ts`. */
export function ours(known: SeenDuration[]): Policy {
  const seen = [...known];
  let durations = durationsFrom(seen);
  const best = ({ running, nowMs }: View) =>
    mostOf(
      running.filter(({ dueAtMs }) => dueAtMs <= nowMs),
      (job) => unseenMs(job, nowMs, durations),
    );
  const isOwed = (view: View, worthMs: number) => view.isLastCallCreate && worthMs >= owedFromMs;
  return {
    name: "ours",
    next: (view) => {
      const { nowMs, running, free, callsAtMs, callsPerMinute } = view;
      const chosen = best(view);
      if (chosen === null) return Math.min(...running.map(({ dueAtMs }) => dueAtMs));
      if (free > 0 && isOwed(view, chosen.worth)) return chosen.job;
      const { calls, withinMs } = pace(callsPerMinute, slotRestMs);
      if (process.env.PACE !== '0' && nowMs - ((process.env.PACE === 'q' ? (globalThis as any).qs : callsAtMs).at(-calls) ?? -Infinity) < withinMs) return nowMs + blockedMs;
      if (free > slotsKeptFree(chosen.worth, callsPerMinute)) (globalThis as any).qs.push(nowMs);
      return free > slotsKeptFree(chosen.worth, callsPerMinute) ? chosen.job : nowMs + blockedMs;
    },
    isQueryOwed: (view) => view.isLastCallCreate && isOwed(view, best(view)?.worth ?? 0),
    accepted: (job, nowMs) => {
      job.dueAtMs = nowMs + firstMs;
    },
    unready: (job, nowMs) => {
      job.dueAtMs = nextAskAt(job, nowMs, durations, intervalMs);
    },
    noticed: ({ submittedAtMs, askedAtMs }, nowMs) => {
      seen.push({ afterMs: (askedAtMs ?? submittedAtMs) - submittedAtMs, byMs: nowMs - submittedAtMs });
      if (process.env.LEARN !== "0") durations = durationsFrom(seen.slice(-rememberedDurations));
    },
  };
}

/** Where completion since the last question is likeliest. @param floor no call for less than this chance */
export function likeliestFirst(known: readonly SeenDuration[], floor = 0.01): Policy {
  const durations = durationsFrom(known);
  return paced("likeliest first", ({ nowMs }, job) => {
    const chance = chanceSince(durations, job, nowMs);
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
  return { name: "round robin, as fast as allowed", next: (view) => even.next({ ...view, callsAtMs: [] }) };
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

/** Knows when each job is ready, and asks then: what no policy can beat. Creates go first all the same. */
export function oracle(): Policy {
  return {
    name: "oracle",
    next: ({ running, nowMs, free, callsPerMinute }) => {
      const ready = mostOf(
        running.filter(({ readyAtMs }) => readyAtMs <= nowMs),
        ({ readyAtMs }) => -readyAtMs,
      );
      if (ready === null) return Math.min(...running.map(({ readyAtMs }) => readyAtMs));
      return free > slotsKeptFree(Infinity, callsPerMinute) ? ready.job : nowMs + blockedMs;
    },
  };
}

function paced(name: string, valueOf: (view: View, job: SimJob) => number | null): Policy {
  return {
    name,
    next: (view) => {
      const { nowMs, running, free, callsAtMs, callsPerMinute } = view;
      const { calls, withinMs } = pace(callsPerMinute, slotRestMs);
      if (nowMs - (callsAtMs.at(-calls) ?? -Infinity) < withinMs) return nowMs + blockedMs;
      if (free <= slotsKeptFree(worthACallMs, callsPerMinute)) return nowMs + blockedMs;
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
