/**
 * Presses on one job that follow each other so closely that a person means one deed by them. The answer to the first half
 * of a double press may already have put another button under the pointer: Retry, which costs money, stands where Cancel
 * stood. Pure; the clock comes in from outside.
 */
import type { JobDeed } from "./job-actions.ts";

export type PressedDeed = JobDeed | "resolve";

interface Bursts {
  /** It has been done, or refused. */
  ended: (jobId: string, deed: PressedDeed) => void;
  isRepeat: (jobId: string, deed: PressedDeed) => boolean;
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
    isRepeat(jobId, deed) {
      // After a deletion the next card lies under the pointer.
      if (deed === "trash" && isClose(deed)) return true;
      // A retry costs money each time; what asks or settles may be pressed again at once.
      return isClose(jobId) && (deed === "retry" || lastOf.get(jobId)?.deed !== deed);
    },
  };
}
