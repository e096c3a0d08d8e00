/**
 * The long form: every cell of the matrix, hundreds of kills at random moments, and the lengths that leases have in
 * production. `npm run test:faults` runs it with a Postgres beside it:
 *
 *     npm run test:faults -- [--seed 7] [--kills 200] [--lanes 4] [--minutes 5] [--only matrix,kills,leases]
 *
 * `--minutes` ends each matrix after so long: its cells come in an order that the seed makes.
 */
import { parseArgs } from "node:util";
import type { DatabaseKind } from "#lib/server/database/testing.ts";
import { answerNames } from "./answers.ts";
import { type Cell, isPossible, nameOf, runCell } from "./cell.ts";
import { crashPoints } from "./crash-points.ts";
import { killLoop } from "./kill-loop.ts";
import type { Outcome } from "./outcome.ts";
import { chance } from "./random.ts";
import { takeOver } from "./take-over.ts";
import { print, type Row, sum } from "./table.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    kills: { type: "string" },
    lanes: { type: "string" },
    minutes: { type: "string" },
    only: { type: "string" },
  },
});
const seed = Number(values.seed ?? Date.now() % 100_000);
const kills = Number(values.kills ?? 200);
const lanes = Number(values.lanes ?? 4);
const matrixMs = Number(values.minutes ?? Infinity) * 60_000;
const parts = (values.only ?? "matrix,kills,leases").split(",");

const settings: readonly { database: DatabaseKind; instances: 1 | 3 }[] = [
  { database: "sqlite", instances: 1 },
  { database: "postgres", instances: 1 },
  { database: "postgres", instances: 3 },
];
const failures: string[] = [];
const rows: Row[] = [];

console.log(`Seed ${seed}: npm run test:faults -- --seed ${seed}`);
// Waits for most of its time, and needs nothing of the rest.
const leases = parts.includes("leases") ? attempt("leases as long as in production", takeOver) : null;
for (const setting of settings) {
  const name = `${setting.database}, ${setting.instances} ${setting.instances === 1 ? "instance" : "instances"}`;
  if (parts.includes("matrix")) report(await matrix(`matrix, ${name}`, setting));
  if (parts.includes("kills")) {
    const loop = await attempt(`kills, ${name}`, () => killLoop({ seed, kills, ...setting }));
    report({ name: `kill -9 at random, ${name}`, runs: 1, outcomes: loop === null ? [] : [loop] });
  }
}
const taken = await leases;
if (taken !== null) {
  console.log(`\nWith production's leases on Postgres, after a kill -9 of the instance that held them:`);
  console.log(
    `  a running job was asked about by another instance after ${taken.pollAfterS.toFixed(1)} s (within 35 s)`,
  );
  console.log(`  a call without an end was called unknown after ${taken.unknownAfterS.toFixed(1)} s (within 160 s)`);
  if (taken.pollAfterS > 35 || taken.unknownAfterS > 160) failures.push("a lease was taken over too late");
}
print([...rows, sum("all", rows)]);
for (const failure of failures) console.error(`✗ ${failure}`);
console.log(failures.length === 0 ? "Nothing was paid twice and nothing was lost." : `${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** At once too: of a run that is broken off, what it came to by then can be read. */
function report(row: Row): void {
  rows.push(row);
  print([row]);
}

async function matrix(name: string, setting: Pick<Cell, "database" | "instances">): Promise<Row> {
  const random = chance(seed);
  const cells = crashPoints
    .flatMap((point) => answerNames.map((answer): Cell => ({ point, answer, ...setting })))
    .filter(isPossible)
    .map((cell) => ({ cell, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ cell }) => cell);
  const outcomes: Outcome[] = [];
  const all = cells.length;
  const deadline = performance.now() + matrixMs;
  const lane = async () => {
    while (performance.now() < deadline) {
      const chosen = cells.shift();
      if (chosen === undefined) return;
      const outcome = await attempt(nameOf(chosen), () => runCell(chosen));
      if (outcome !== null) outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { name, runs: all - cells.length, outcomes };
}

/** Null when it failed, which is said at once and counted. */
async function attempt<T>(name: string, run: () => Promise<T>): Promise<T | null> {
  const startedAt = performance.now();
  try {
    const value = await run();
    const violations = typeof value === "object" && value !== null && "violations" in value ? value.violations : [];
    if (Array.isArray(violations) && violations.length > 0) failures.push(`${name}: ${JSON.stringify(violations)}`);
    console.log(`✓ ${name} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
    return value;
  } catch (error) {
    console.error(`✗ ${name}\n`, error);
    failures.push(name);
    return null;
  }
}
