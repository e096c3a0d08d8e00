/**
 * The long form: every cell of the matrix, hundreds of kills at random moments, thousands of made-up orders of events and
 * of made-up requests, the lengths that leases have in production, and the trace of a commit. `npm run test:faults` builds
 * the app and runs it with a Postgres beside it:
 *
 *     npm run test:faults -- [--seed 7] [--only matrix,kills,model,requests,leases,trace] [--lanes 3] [--minutes 5]
 *                            [--kills 200] [--orders 4000] [--requests 5000]
 *
 * `--minutes` ends each matrix after so long: its cells come in an order that the seed makes.
 */
import { parseArgs } from "node:util";
import { fuzzRoutes } from "./fuzz/run.ts";
import { killLoop } from "./kill-loop.ts";
import { runMatrix, type Setting } from "./matrix.ts";
import { manyOrders } from "./model/many.ts";
import { total } from "./outcome.ts";
import { storedSeeds } from "./seeds.ts";
import { print, type Row, sum } from "./table.ts";
import { takeOver } from "./take-over.ts";
import { faultInTrace } from "./trace.ts";
import { cannotTrace, traceOfOneJob } from "./traced.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    only: { type: "string", default: "matrix,kills,model,requests,leases,trace" },
    lanes: { type: "string", default: "3" },
    minutes: { type: "string", default: "Infinity" },
    kills: { type: "string", default: "200" },
    orders: { type: "string", default: "4000" },
    requests: { type: "string", default: "5000" },
  },
});
const seed = Number(values.seed ?? Date.now() % 100_000);
const isAsked = (part: string) => values.only.split(",").includes(part);
const slowestAnswerMs = 2_000;

const settings: readonly Setting[] = [
  { database: "sqlite", instances: 1 },
  { database: "postgres", instances: 1 },
  { database: "postgres", instances: 3 },
];
const failures: string[] = [];
const rows: Row[] = [];
/** What is no figure of the table. */
const findings: string[] = [];

console.log(`Seed ${seed}: npm run test:faults -- --seed ${seed}`);
// Waits for most of its time, and needs nothing of the rest.
const leases = isAsked("leases") ? attempt("leases as long as in production", lookAtLeases) : null;
if (isAsked("trace")) await attempt("the trace of a commit", lookAtTrace);
for (const setting of settings) {
  const name = `${setting.database}, ${setting.instances} ${setting.instances === 1 ? "instance" : "instances"}`;
  if (isAsked("matrix")) {
    const options = { seed, lanes: Number(values.lanes), maxMs: Number(values.minutes) * 60_000, attempt };
    report(await runMatrix(`matrix, ${name}`, setting, options));
  }
  if (isAsked("kills")) {
    const loop = await attempt(`kills, ${name}`, () => killLoop({ seed, kills: Number(values.kills), ...setting }));
    const ended = loop === null ? [] : [loop];
    report({ name: `kill -9 at random, ${name}`, runs: 1, ended: ended.length, figures: total(ended) });
  }
}
for (const database of isAsked("model") ? (["sqlite", "postgres"] as const) : []) {
  // A quarter of them on Postgres, where each takes many times as long.
  const orders = Math.ceil(Number(values.orders) / (database === "postgres" ? 4 : 1));
  const options = { database, seeds: [...storedSeeds("model"), seed], orders };
  const row = await attempt(`model, ${database}`, () => manyOrders(`made-up orders, ${database}`, options));
  if (row !== null) report(row);
}
if (isAsked("requests")) await attempt("made-up requests", lookAtRequests);
await leases;
print([...rows, sum("all", rows)]);
for (const finding of findings) console.log(finding);
for (const failure of failures) console.error(`✗ ${failure}`);
console.log(failures.length === 0 ? "Nothing was paid twice and nothing was lost." : `${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** At once too: of a run that is broken off, what it came to by then can be read. */
function report(row: Row): void {
  rows.push(row);
  print([row]);
}

function found(finding: string): void {
  findings.push(finding);
  console.log(finding);
}

async function lookAtLeases(): Promise<void> {
  const { pollAfterS, unknownAfterS } = await takeOver();
  found(
    "With production's leases on Postgres, after a kill -9 of the instance that held them, a running job was asked about " +
      `by another instance after ${pollAfterS.toFixed(1)} s (within 35 s), and a call without an end was called unknown ` +
      `after ${unknownAfterS.toFixed(1)} s (within 160 s).`,
  );
  if (pollAfterS > 35 || unknownAfterS > 160) throw new Error("A lease was taken over too late");
}

async function lookAtTrace(): Promise<void> {
  const reason = cannotTrace();
  const fault = reason === false ? faultInTrace(await traceOfOneJob()) : null;
  if (fault !== null) throw new Error(fault);
  found(`fsync between the commit of submitting and the first byte of the POST: ${reason || "seen by strace"}.`);
}

async function lookAtRequests(): Promise<void> {
  const seeds = storedSeeds("fuzz");
  const { routes, requests, answers, slowest } = await fuzzRoutes({ seeds, perRoute: Number(values.requests) });
  const statuses = [...answers].toSorted(([a], [b]) => a - b).map(([status, count]) => `${count} x ${status}`);
  const slowestMs = Math.round(slowest.tookMs);
  found(
    `${requests.toLocaleString("en")} made-up requests to ${routes} routes: ${statuses.join(", ")}; ` +
      `the slowest took ${slowestMs} ms (${slowest.of}).`,
  );
  if (slowestMs > slowestAnswerMs) throw new Error(`An answer took ${slowestMs} ms`);
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
