/** What a policy knows of durations: what was seen before, and what it sees itself, as the app reads it from its jobs. */
import { type Durations, durationsFrom, type SeenDuration } from "#lib/server/jobs/durations.ts";
import { type Chance, chance } from "./chance.ts";
import type { SimJob } from "./engine.ts";

export interface Knowledge {
  durations: (nowMs: number) => Durations;
  learn: (job: SimJob, nowMs: number) => void;
}

/** As in `durations-seen.ts`: the newest so many, of those submitted so long ago that slow ones have finished too. */
const newest = 100;
const settledAfterMs = 10 * 60_000;
const keptForMs = 60_000;

export function knowledge(before: readonly SeenDuration[]): Knowledge {
  const seen: { submittedAtMs: number; duration: SeenDuration }[] = before.map((duration) => ({
    submittedAtMs: -Infinity,
    duration,
  }));
  let kept = { untilMs: keptForMs, durations: durationsFrom(before) };
  return {
    durations: (nowMs) => {
      if (nowMs >= kept.untilMs) {
        const settled = seen.filter(({ submittedAtMs }) => submittedAtMs <= nowMs - settledAfterMs);
        const latest = settled.toSorted((a, b) => a.submittedAtMs - b.submittedAtMs).slice(-newest);
        kept = { untilMs: nowMs + keptForMs, durations: durationsFrom(latest.map(({ duration }) => duration)) };
      }
      return kept.durations;
    },
    learn: ({ submittedAtMs, askedAtMs }, nowMs) => {
      const afterMs = (askedAtMs ?? submittedAtMs) - submittedAtMs;
      seen.push({ submittedAtMs, duration: { afterMs, byMs: nowMs - submittedAtMs } });
    },
  };
}

/** A hundred videos that were noticed within some seconds of being ready. */
export function seenBefore(durationMs: (draw: Chance) => number): SeenDuration[] {
  const draw = chance(9);
  return Array.from({ length: newest }, () => {
    const readyMs = 1_500 + durationMs(draw);
    return { afterMs: readyMs - 4_000 * draw(), byMs: readyMs + 4_000 * draw() };
  });
}
