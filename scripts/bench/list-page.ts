/** A page of the list must not care how long the list is: the floor is ourselves with a short one. */
import { root } from "../launch/run.mjs";
import { type Bench, jobsIn, type Measurement } from "./bench.ts";
import { reads } from "./load.ts";
import { inTurn, median, medians } from "./numbers.ts";
import { startServer } from "./server.ts";
import type { Row } from "./table.ts";

export const listPage: Measurement = { name: "list", measure };

const path = "/api/jobs?limit=30";
const rounds = 5;
const readsInRound = 300;
const changesInRound = 10;

async function measure({ data }: Bench): Promise<Row[]> {
  await using big = await startServer(root, { DATA_DIR: data.big });
  await using small = await startServer(root, { DATA_DIR: data.small });
  for (const { url } of [big, small]) await reads(url, path, readsInRound);
  const quiet = await inTurn(
    rounds,
    () => reads(big.url, path, readsInRound),
    () => reads(small.url, path, readsInRound),
  );
  const changing = await inTurn(
    rounds,
    () => readsAfterChanges(big.url),
    () => readsAfterChanges(small.url),
  );
  const goal = { kind: "at most", ratio: 1.5 } as const;
  const what = `Page of 30 jobs out of ${jobsIn.big.toLocaleString("en-US")} (floor: out of ${jobsIn.small})`;
  return [
    { what: `${what}, p50`, ...medians(quiet, "p50Ms"), unit: "ms", goal },
    { what: "The same, p99", ...medians(quiet, "p99Ms"), unit: "ms" },
    {
      what: "The same, first read after a job has changed, p50",
      ours: median(changing.ours.flat()),
      floor: median(changing.floor.flat()),
      unit: "ms",
    },
  ];
}

/** Trashes a job and puts it back, over and over: each time what was kept of the list no longer holds. */
async function readsAfterChanges(url: string): Promise<number[]> {
  const { jobs }: { jobs: { id: string }[] } = JSON.parse(await call(`${url}${path}`));
  const job = `${url}/api/jobs/${jobs[0]?.id ?? ""}`;
  const latenciesMs: number[] = [];
  const timedRead = async () => {
    const startedAt = performance.now();
    await call(`${url}${path}`);
    latenciesMs.push(performance.now() - startedAt);
  };
  for (let change = 0; change < changesInRound; change += 1) {
    await call(job, "DELETE");
    await timedRead();
    await call(`${job}/restoration`, "POST");
    await timedRead();
  }
  return latenciesMs;
}

async function call(address: string, method = "GET"): Promise<string> {
  const response = await fetch(address, { method, signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${address} was answered with ${response.status}: ${text}`);
  return text;
}
