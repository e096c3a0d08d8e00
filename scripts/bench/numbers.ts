/** The few figures that a list of measurements is told by. */

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** @param share in percent; the nearest rank, so what is told was measured */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error("There is nothing to take a percentile of");
  return value;
}

/**
 * Runs both sides in turn, several times over: whatever else slows the machine then slows both, and what remains is
 * for the median to ignore.
 */
export async function inTurn<T>(
  rounds: number,
  ours: () => Promise<T>,
  floor: () => Promise<T>,
): Promise<{ ours: T[]; floor: T[] }> {
  const results: { ours: T[]; floor: T[] } = { ours: [], floor: [] };
  for (let round = 0; round < rounds; round += 1) {
    results.ours.push(await ours());
    results.floor.push(await floor());
  }
  return results;
}

export function medians<K extends string>(
  { ours, floor }: { ours: readonly Record<K, number>[]; floor: readonly Record<K, number>[] },
  key: K,
): { ours: number; floor: number } {
  return { ours: median(ours.map((round) => round[key])), floor: median(floor.map((round) => round[key])) };
}
