import { mkdirSync, existsSync } from "node:fs";
import { buildBareApp } from "/work/wt/tongue/scripts/bench/bare-app.ts";
import { firstVisit } from "/work/wt/tongue/scripts/bench/first-visit.ts";
import { firstLoad } from "/work/wt/tongue/scripts/bench/first-load.ts";
import { seed } from "/work/wt/tongue/scripts/bench/seed.ts";
import { markdownTable } from "/work/wt/tongue/scripts/bench/table.ts";
const bareApp = "/work/wt/tongue/.runtime/bench-mine/bare";
const d = "/tmp/tongue/bench";
if (!existsSync(bareApp)) { mkdirSync(bareApp, {recursive:true}); await buildBareApp(bareApp); }
for (const [n,c] of [["small",100],["middle",500]] as const) if (!existsSync(`${d}/${n}`)) { mkdirSync(`${d}/${n}`,{recursive:true}); await seed(`${d}/${n}`, c); }
const bench = { bareApp, data: { empty: "", small: `${d}/small`, middle: `${d}/middle`, big: "" } };
for (const m of process.argv[2] === "load" ? [firstLoad] : [firstLoad, firstVisit]) console.log(markdownTable(await m.measure(bench)));
