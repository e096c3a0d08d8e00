/**
 * `npm run bench`: the app beside the least that the same Next can do, in one run on one machine, because only their
 * ratios outlive the machine. Fails when something cannot be measured, never because a figure is bad.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { passOnSignals, root } from "../launch/run.mjs";
import { buildBareApp } from "./bare-app.ts";
import { type Bench, jobsIn, type Measurement } from "./bench.ts";
import { changes } from "./changes.ts";
import { databaseTable } from "./databases.ts";
import { firstLoad } from "./first-load.ts";
import { firstVisit } from "./first-visit.ts";
import { listPage } from "./list-page.ts";
import { pageWorkTable } from "./page-work.ts";
import { pollingTables } from "./polling.ts";
import { seed } from "./seed.ts";
import { startUp } from "./start-up.ts";
import { submission } from "./submission.ts";
import { markdownTable, type Row } from "./table.ts";

/** In the order of the table. */
const measurements: readonly Measurement[] = [submission, listPage, changes, firstLoad, firstVisit, startUp];

passOnSignals();
const bench = await prepare(scratchFolder());
const rows: Row[] = [];
for (const { name, measure } of measurements) {
  console.log(`Measuring: ${name}...`);
  rows.push(...(await measure(bench)));
}
console.log(`\n${markdownTable(rows)}\n\n${circumstances()}`);
console.log("Measuring: how much the open page works...");
console.log(`\n${await pageWorkTable(bench)}\n`);
console.log("Measuring: the databases beside each other...");
console.log(`\n${await databaseTable()}\n`);
console.log("Simulating: which running job to ask about next...");
console.log(`\n${pollingTables()}`);

async function prepare(scratch: string): Promise<Bench> {
  const folder = (name: string) => {
    const path = join(scratch, name);
    mkdirSync(path);
    return path;
  };
  const data = {
    empty: folder("empty"),
    changes: folder("changes"),
    small: folder("small"),
    middle: folder("middle"),
    big: folder("big"),
  };
  for (const size of ["small", "middle", "big"] as const) {
    console.log(`Filling a database with ${jobsIn[size].toLocaleString("en-US")} jobs...`);
    await seed(data[size], jobsIn[size]);
  }
  const bareApp = folder("bare");
  console.log("Building the bare app...");
  await buildBareApp(bareApp);
  return { bareApp, data };
}

/** Inside the project, so that the bare app finds its packages; removed however the bench ends, short of a SIGKILL. */
function scratchFolder(): string {
  const parent = join(root, ".runtime");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** What the figures depend on; the load of the last minute says whether the bench had the machine to itself. */
function circumstances(): string {
  const [first] = cpus();
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `Node ${process.versions.node}, ${process.platform}, ${cpus().length} x ${first?.model ?? "unknown CPU"}, load ${load}.`;
}
