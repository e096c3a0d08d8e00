/** How many frames a second a clip has, from the times of the frames that were shown. */

/** What video models deliver most often; only used, and said to be assumed, until frames were seen. */
export const assumedFrameRate = 24;

const usual = [23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60];
const fewestGaps = 8;
/** A machine that drops every other frame shows half the rate, so what is slower than this is not believed. */
const slowest = 15;
const framesToJudgeBy = 90;

/** Gathers the frames of several clips that play together; the fastest of them decides how far one frame is. */
export function makeFrameWatch() {
  const frames = new Map<string, number[]>();
  return {
    saw(key: string, mediaSeconds: number): number | null {
      const seen = frames.get(key) ?? [];
      if (seen.length < framesToJudgeBy) frames.set(key, [...seen, mediaSeconds]);
      const rates = [...frames.values()].map(frameRateOf).filter((rate) => rate !== null);
      return rates.length === 0 ? null : Math.max(...rates);
    },
    forget: (key: string) => void frames.delete(key),
  };
}

/** @param mediaSeconds the frames' own times, in the order in which they were shown @returns null when they do not tell */
export function frameRateOf(mediaSeconds: readonly number[]): number | null {
  const gaps = mediaSeconds
    .slice(1)
    .map((time, index) => time - (mediaSeconds[index] ?? time))
    .filter((gap) => gap > 1 / 250 && gap < 1)
    .toSorted((a, b) => a - b);
  if (gaps.length < fewestGaps) return null;
  // Dropped frames only make gaps longer: the shorter third is of neighbours.
  const shortest = gaps.slice(0, Math.ceil(gaps.length / 3));
  const rate = shortest.length / shortest.reduce((sum, gap) => sum + gap, 0);
  if (rate < slowest) return null;
  const nearest = usual.reduce((best, other) => (Math.abs(other - rate) < Math.abs(best - rate) ? other : best));
  return Math.abs(nearest - rate) / nearest < 0.02 ? nearest : Math.round(rate * 100) / 100;
}
