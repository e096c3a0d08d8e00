/**
 * How much the model and the made-up requests do. `npm test` runs the short form, with the same seeds each time;
 * FAULT_RUNS=50 does 50 times as much, and once more with a seed that nobody has tried, which FAULT_SEED repeats.
 */
import { readFileSync } from "node:fs";

// oxlint-disable-next-line node/no-process-env -- a test's setting, not the app's
const { FAULT_RUNS, FAULT_SEED } = process.env;

export const times = Math.max(1, Number(FAULT_RUNS ?? 1));

/** Seeds that once found something, and one more. */
export function seedsOf(proof: "model" | "fuzz"): readonly number[] {
  const stored: Record<string, number[]> = JSON.parse(readFileSync(new URL("seeds.json", import.meta.url), "utf8"));
  const fresh = FAULT_SEED === undefined ? Date.now() % 2 ** 31 : Number(FAULT_SEED);
  const isFreshToo = FAULT_RUNS !== undefined || FAULT_SEED !== undefined;
  return [...(stored[proof] ?? []), ...(isFreshToo ? [fresh] : [])];
}
