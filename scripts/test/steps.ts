/** A step of a command, how many things in it passed and failed, and the lines that say so. */
export interface Outcome {
  passed: number;
  failed: number;
}

export interface Step {
  name: string;
  run: () => Promise<Outcome>;
}

export function one(isPassed: boolean): Outcome {
  return isPassed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A run that tested nothing proves nothing, so it counts as one failure. */
export function atLeastOne(outcome: Outcome, what: string): Outcome {
  if (outcome.passed + outcome.failed > 0) return outcome;
  console.error(`No ${what} ran.`);
  return one(false);
}

export function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (key: keyof Outcome) => outcomes.reduce((count, outcome) => count + outcome[key], 0);
  return { passed: sum("passed"), failed: sum("failed") };
}

/** Runs all steps one after the other; the summary stands at the end, where it is seen. */
export async function report(steps: readonly Step[]): Promise<Outcome[]> {
  const rows: { name: string; outcome: Outcome; tookMs: number }[] = [];
  for (const { name, run } of steps) {
    console.log(`\n== ${name}`);
    const startedAt = performance.now();
    rows.push({ name, outcome: await run(), tookMs: performance.now() - startedAt });
  }
  console.log();
  for (const { name, outcome, tookMs } of rows) {
    const counts = `${outcome.passed} passed, ${outcome.failed} failed`;
    // With the name before it, so that only the last line of all reads as the count of the whole run.
    console.log(`${outcome.failed === 0 ? "✓" : "✗"} ${name}: ${counts} (${(tookMs / 1_000).toFixed(1)} s)`);
  }
  return rows.map((row) => row.outcome);
}
