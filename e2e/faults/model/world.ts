/**
 * The real domain, the real steps of the worker and a real database, with a relay whose answers a test gives one by one,
 * and processes that can die. The clock is the test's. One world serves many runs, each of which begins with no job.
 */
import assert from "node:assert/strict";
import { sql } from "kysely";
import type { JobStatus } from "#lib/job.ts";
import { parseConfig } from "#lib/server/config.ts";
import type { Store } from "#lib/server/database/store.ts";
import type { JobRow } from "#lib/server/database/tables.ts";
import { prepareBudget } from "#lib/server/jobs/budget.ts";
import { recoverCalls, sweepSilentCalls } from "#lib/server/jobs/create-steps.ts";
import { prepareDispatch } from "#lib/server/jobs/dispatch.ts";
import type { TestStore } from "#lib/server/jobs/test-store.ts";
import type { CreateOutcome, QueryOutcome } from "#lib/server/relay/outcome.ts";
import type { Deps } from "#lib/server/worker/deps.ts";
import { leases } from "#lib/server/worker/leases.ts";
import type { Asked } from "./asking.ts";

/** Small, so that the budget runs out now and then. */
export const callsPerMinute = 12;

/** What a process has on its way; all of it is gone when the process dies. */
export interface Pending {
  creates: { jobId: string; claim: object; call: Call; asked: Asked<CreateOutcome> }[];
  queries: PendingQuery[];
  saves: { jobId: string; claim: object; row: JobRow }[];
}

export interface PendingQuery {
  jobId: string;
  /** Null for a pasted id: that is asked about without touching the job. */
  claim: object | null;
  /** The job's when it was claimed. */
  status: JobStatus;
  relayId: string;
  asked: Asked<QueryOutcome>;
}

export const nothingPending = (): Pending => ({ creates: [], queries: [], saves: [] });

/** One paid call as the relay's books have it. It is charged when it begins, and struck out only by the relay's word. */
export interface Call {
  jobId: string;
  atMs: number;
  isCharged: boolean;
}

export interface Process {
  readonly store: Store;
  pending: Pending;
}

/** How calls without an answer are judged: as the app does it, or as the broken variant does. */
export interface Recovery {
  atStart: (store: Store) => Promise<unknown>;
  afterLease: (store: Store) => Promise<unknown>;
}

export const asTheAppDoes: Recovery = { atStart: recoverCalls, afterLease: sweepSilentCalls };

export interface World {
  readonly store: TestStore;
  readonly processes: readonly Process[];
  readonly recovery: Recovery;
  calls: Call[];
  /** When calls of any kind were begun. */
  callTimesMs: number[];
  relayIds: number;
  /** Of this run: processes that died, and answers that were not as they should be. */
  deaths: number;
  faults: number;
}

/** SQLite has one process, which recovers when it starts; on Postgres there are two, and the living sweep up. */
export async function makeWorld(store: TestStore, recovery: Recovery = asTheAppDoes): Promise<World> {
  // Nothing here loses its power: without waiting for the disk there is time for many more runs.
  if (store.kind === "sqlite") await sql`pragma synchronous = off`.execute(store.db);
  const stores = store.kind === "postgres" ? [store, await store.another()] : [store];
  const processes = stores.map((own) => ({ store: own, pending: nothingPending() }));
  return { store, processes, recovery, calls: [], callTimesMs: [], relayIds: 0, deaths: 0, faults: 0 };
}

/** As on the first day. */
export async function emptyWorld(world: World): Promise<void> {
  const { store } = world;
  for (const table of ["job_events", "intents", "jobs", "dispatch", "call_slots"] as const) {
    await store.db.deleteFrom(table).execute();
  }
  await prepareDispatch(store);
  await prepareBudget(store, callsPerMinute);
  for (const process of world.processes) process.pending = nothingPending();
  world.calls = [];
  world.callTimesMs = [];
  world.deaths = 0;
  world.faults = 0;
}

/** What a step works with, where the relay is only whom it asks. Nothing here stores or downloads a file. */
export function depsOf(store: Store, relay: Partial<Deps["relay"]>): Deps {
  const unused = () => Promise.reject(new Error("This step has no business there"));
  const { relay: settings, media } = parseConfig({ RELAY_REQUESTS_PER_MINUTE: String(callsPerMinute) });
  return {
    store,
    relay: { createVideo: unused, queryVideo: unused, ...relay },
    media: { write: unused, stat: unused, read: () => assert.fail(), delete: unused, check: unused, sweep: unused },
    fetchFile: unused,
    config: { relay: settings, media },
    leases,
    random: () => 0.5,
  };
}

/** The process dies: what it had on its way is answered to nobody. */
export async function crash(world: World, process: Process): Promise<void> {
  process.pending = nothingPending();
  world.deaths += 1;
  // The next process on the same SQLite file judges what its dead owner left; on Postgres nobody knows yet who is dead.
  if (world.store.kind === "sqlite") await world.recovery.atStart(process.store);
}

export function newRelayId(world: World): string {
  world.relayIds += 1;
  return `jimeng:${world.relayIds}`;
}
