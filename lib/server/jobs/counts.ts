/**
 * How many jobs are in each status, outside the trash. Counting reads an index of every job, which is too slow for each
 * poll of each open page at 100,000 jobs, so the figures are kept until a status or the trash changes. On Postgres other
 * instances change them too, unseen from here, and a change is counted here before it is committed: a figure lives shortly.
 */
import type { JobCounts } from "#lib/job.ts";
import { jobStatuses } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import { once } from "../once.ts";

/** The list asks every 2 s while something moves: no page shows another instance's change later than its next answer. */
const livesMs = { sqlite: Number.POSITIVE_INFINITY, postgres: 1_000 } as const;

interface Kept {
  /** Raised with each change; a count that began under an older version is not kept. */
  version: number;
  counts: WeakMap<object, { version: number; atMs: number; value: JobCounts }>;
}

const kept = () => once<Kept>("job-counts", () => ({ version: 0, counts: new WeakMap() }));

export function forgetCounts(): void {
  kept().version += 1;
}

export async function jobCounts(store: Store): Promise<JobCounts> {
  const { version, counts } = kept();
  const known = counts.get(store.db);
  const atMs = performance.now();
  if (known?.version === version && atMs - known.atMs < livesMs[store.kind]) return known.value;
  const rows = await store.db
    .selectFrom("jobs")
    .select((eb) => ["status", eb.fn.countAll<number>().as("jobs")])
    .where("trashed_at", "is", null)
    .groupBy("status")
    .execute();
  const value = Object.fromEntries(
    jobStatuses.map((status) => [status, Number(rows.find((row) => row.status === status)?.jobs ?? 0)]),
  ) as JobCounts; // one entry for each status of the list that the type is made of
  counts.set(store.db, { version, atMs, value });
  return value;
}
