/** What the policies are put through: bursts that they know the durations of, and days on which they are wrong. */
import type { SeenDuration } from "#lib/server/jobs/durations.ts";
import { type Chance, lognormal } from "./chance.ts";
import type { Arrival } from "./engine.ts";
import { seenBefore } from "./knowledge.ts";

export interface Scenario {
  name: string;
  callsPerMinute: number;
  /** How often it is repeated with other chances, so that a mean is one. */
  runs: number;
  seen: readonly SeenDuration[];
  arrivals: (draw: Chance) => Arrival[];
}

type DurationMs = (draw: Chance) => number;

/** So many jobs submitted at once, with durations like those seen before. */
export function burst(jobs: number, sigma: number, callsPerMinute: number): Scenario {
  const durationMs = around(120_000, sigma);
  return {
    name: `${jobs} jobs`,
    callsPerMinute,
    runs: Math.max(2, Math.ceil(1_200 / jobs)),
    seen: seenBefore(durationMs),
    arrivals: atOnce(jobs, durationMs),
  };
}

/** Each with 30 jobs at once and 60 calls a minute, where it says nothing else. */
export function surprises(): Scenario[] {
  const usual = around(120_000, 0.25);
  const twoKinds: DurationMs = (draw) => lognormal(draw() < 0.6 ? 60_000 : 240_000, 0.2, draw);
  const base = { callsPerMinute: 60, runs: 20 };
  return [
    { ...base, name: "nothing seen before", seen: [], arrivals: atOnce(30, around(120_000, 0.5)) },
    { ...base, name: "as seen before", seen: seenBefore(usual), arrivals: atOnce(30, usual) },
    { ...base, name: "two kinds, seen before", seen: seenBefore(twoKinds), arrivals: atOnce(30, twoKinds) },
    { ...base, name: "two kinds, new", seen: seenBefore(usual), arrivals: atOnce(30, twoKinds) },
    { ...base, name: "suddenly 3 x longer", seen: seenBefore(usual), arrivals: atOnce(30, around(360_000, 0.25)) },
    { ...base, name: "suddenly 3 x shorter", seen: seenBefore(usual), arrivals: atOnce(30, around(40_000, 0.25)) },
    { ...base, name: "10 jobs, 3 x longer", seen: seenBefore(usual), arrivals: atOnce(10, around(360_000, 0.25)) },
    { ...base, name: "other durations each half hour", runs: 3, seen: [], arrivals: changing },
  ];
}

/** Bursts of ten every five minutes for three hours; what a video takes changes every half hour. */
function changing(draw: Chance): Arrival[] {
  const mediansMs = [90_000, 240_000, 60_000, 150_000, 360_000, 120_000];
  return Array.from({ length: 36 }, (_, burstNumber) => {
    const medianMs = mediansMs[Math.floor(burstNumber / 6)] ?? 120_000;
    return Array.from({ length: 10 }, () => ({
      atMs: burstNumber * 300_000,
      durationMs: lognormal(medianMs, 0.25, draw),
    }));
  }).flat();
}

function around(medianMs: number, sigma: number): DurationMs {
  return (draw) => lognormal(medianMs, sigma, draw);
}

function atOnce(jobs: number, durationMs: DurationMs): Scenario["arrivals"] {
  return (draw) => Array.from({ length: jobs }, () => ({ atMs: 0, durationMs: durationMs(draw) }));
}
