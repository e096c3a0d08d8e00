/** Seeds that once found something, or that the short forms begin with. FAULT_SEED=7 npm test tries another one too. */
import { readFileSync } from "node:fs";

// oxlint-disable-next-line node/no-process-env -- a test's setting, not the app's
const { FAULT_SEED } = process.env;

export function storedSeeds(proof: "model" | "fuzz"): readonly number[] {
  const stored: Record<string, number[]> = JSON.parse(readFileSync(new URL("seeds.json", import.meta.url), "utf8"));
  return [...(stored[proof] ?? []), ...(FAULT_SEED === undefined ? [] : [Number(FAULT_SEED)])];
}
