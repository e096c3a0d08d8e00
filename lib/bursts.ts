/**
 * Presses that a person means as one. The answer to the first half of a double press may already have put another button
 * under the pointer: Retry, which costs money, stands where Cancel stood. Pure; the clock comes in from outside.
 */
import type { JobDeed } from "./job-actions.ts";

export type PressedDeed = JobDeed | "resolve";

interface Bursts {
  /** It has been done, or refused. */
  ended: (jobId: string, deed: PressedDeed) => void;
  /** @param isSecondHalf of a double click, which is aimed at where the first half went */
  isRepeat: (jobId: string, deed: PressedDeed, isSecondHalf: boolean) => boolean;
}

/** The slowest double click that systems allow is 500 ms. */
const gapMs = 700;

export function createBursts(now: () => number): Bursts {
  /** By job, and by deed. */
  const lastOf = new Map<string, { deed: PressedDeed; at: number }>();
  const isClose = (key: string) => now() - (lastOf.get(key)?.at ?? Number.NEGATIVE_INFINITY) < gapMs;

  return {
    ended(jobId, deed) {
      const last = { deed, at: now() };
      lastOf.set(jobId, last).set(deed, last);
    },
    isRepeat(jobId, deed, isSecondHalf) {
      // After a deletion the next card lies under the pointer.
      if (deed === "trash" && isClose(deed)) return true;
      if (!isClose(jobId)) return false;
      // A retry costs money each time; what asks or settles may be pressed again at once, and so may any other button.
      return lastOf.get(jobId)?.deed === deed ? deed === "retry" : isSecondHalf;
    },
  };
}
