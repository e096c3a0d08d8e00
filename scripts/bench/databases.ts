/**
 * What the domain does on each database, with every commit on the disk: submissions, and steps of the worker, each a
 * claim and the writing down of its end. On Postgres also by three instances at once.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabaseAddress, openStore, type Store } from "#lib/server/database/store.ts";
import { prepareBudget } from "#lib/server/jobs/budget.ts";
import { claimCreate } from "#lib/server/jobs/claim-create.ts";
import { accepted } from "#lib/server/jobs/create-steps.ts";
import { prepareDispatch } from "#lib/server/jobs/dispatch.ts";
import { claimPoll, polled } from "#lib/server/jobs/poll-steps.ts";
import { submit } from "#lib/server/jobs/submit.ts";
import { postgresForTests } from "../test/postgres.ts";

const jobs = 400;
/** As many at once as requests of a busy page, and as the worker has hands. */
const [requests, hands] = [32, 10];

interface Figures {
  submissions: number;
  creates: number;
  polls: number;
}

/** @returns a Markdown table; without Postgres where none can be started, which has been said */
export async function databaseTable(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-bench-"));
  const columns: [name: string, figures: Figures][] = [];
  try {
    columns.push(["SQLite", await measure({ kind: "sqlite", file: join(folder, "bench.sqlite") }, 1)]);
  } finally {
    await rm(folder, { recursive: true });
  }
  for (const instances of [1, 3]) {
    await using postgres = await postgresForTests({ isDurable: true });
    if (postgres === null) continue;
    const { url } = postgres;
    const figures = await measure({ kind: "postgres", url: () => url }, instances);
    columns.push([`Postgres, ${instances} instance${instances === 1 ? "" : "s"}`, figures]);
  }
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const row = (name: string, figure: (figures: Figures) => number) =>
    line([name, ...columns.map(([, figures]) => `${Math.round(figure(figures)).toLocaleString("en-US")}/s`)]);
  return [
    line(["Every commit on the disk", ...columns.map(([name]) => name)]),
    line(["---", ...columns.map(() => "---:")]),
    row("Submissions", ({ submissions }) => submissions),
    row("Paid calls, claimed and written down", ({ creates }) => creates),
    row("Polls, claimed and written down", ({ polls }) => polls),
  ].join("\n");
}

async function measure(address: DatabaseAddress, instances: number): Promise<Figures> {
  const stores: Store[] = [];
  try {
    for (let i = 0; i < instances; i += 1) stores.push(await openStore(address));
    for (const store of stores.slice(0, 1)) {
      await prepareDispatch(store);
      await prepareBudget(store, 4 * jobs);
    }
    return {
      submissions: await perSecond(stores, requests, submitOne),
      creates: await perSecond(stores, hands, createOne),
      polls: await perSecond(stores, hands, pollOne),
    };
  } finally {
    for (const { close } of stores) await close();
  }
}

/** Each of the stores has so many under way at once, until all jobs have been through. */
async function perSecond(stores: readonly Store[], atOnce: number, run: (store: Store) => Promise<boolean>) {
  let done = 0;
  const startedAt = performance.now();
  const lanes = stores.flatMap((store) =>
    Array.from({ length: atOnce }, async () => {
      while (done < jobs) if (await run(store)) done += 1;
    }),
  );
  await Promise.all(lanes);
  return done / ((performance.now() - startedAt) / 1_000);
}

async function submitOne(store: Store): Promise<boolean> {
  const request = { model: "m", prompt: "A paper boat drifts along a gutter", aspect_ratio: "3:2", size: "720P" };
  await submit(store, { ...request, images: [], count: 1 }, { person: null, key: null });
  return true;
}

async function createOne(store: Store): Promise<boolean> {
  const row = await claimCreate(store, 150_000);
  if (row === null) return false;
  await accepted(store, row, { relayId: `relay:${row.id}`, relayStatus: "pending", progress: null }, store.now());
  return true;
}

async function pollOne(store: Store): Promise<boolean> {
  const row = await claimPoll(store, 30_000);
  if (row === null) return false;
  await polled(store, row, stillRunning, { intervalMs: 600_000 });
  return true;
}

const stillRunning = {
  state: "running",
  relayStatus: "processing",
  videoUrl: null,
  thumbnailUrl: null,
  progress: 50,
  errorCode: null,
  error: null,
  isMissing: false,
  isUrlMissing: false,
  isAnswer: true,
} as const;
