/** Whether and when there is something to do, so that the worker neither wastes a call's slot nor wakes for nothing. */
import type { JobStatus } from "#lib/job.ts";
import type { Store } from "../database/store.ts";

export async function isAnyDue(store: Store, statuses: readonly JobStatus[]): Promise<boolean> {
  const next = await nextDueAt(store, statuses);
  return next !== null && next <= store.now();
}

/** @returns when the next row of these statuses comes due, in ms since 1970; null when none will by itself */
export async function nextDueAt(store: Store, statuses: readonly JobStatus[]): Promise<number | null> {
  const row = await store.db
    .selectFrom("jobs")
    .select("due_at")
    .where("status", "in", statuses)
    .where("due_at", "is not", null)
    .orderBy("due_at")
    .limit(1)
    .executeTakeFirst();
  return row?.due_at ?? null;
}
