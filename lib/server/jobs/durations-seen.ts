/** How long this installation's videos took: read from its finished jobs, kept for a minute. */
import type { Store } from "../database/store.ts";
import { type Durations, durationsFrom } from "./durations.ts";

/** Enough to know the shape, few enough to follow a relay that becomes slower or faster within a busy hour. */
const newest = 100;
/**
 * Of the jobs that were submitted just now only the quick ones have finished, and a belief made of those would ask
 * everything too soon. So only jobs count whose slow companions have had the time to finish too.
 */
const settledAfterMs = 10 * 60_000;
const keptForMs = 60_000;

const kept = new WeakMap<object, { untilMs: number; durations: Promise<Durations> }>();

export function durationsSeen(store: Store): Promise<Durations> {
  const known = kept.get(store.db);
  if (known !== undefined && store.now() < known.untilMs) return known.durations;
  const durations = read(store);
  kept.set(store.db, { untilMs: store.now() + keptForMs, durations });
  durations.catch(() => kept.delete(store.db)); // the caller hears of it, and the next one tries again
  return durations;
}

/** Newest first along the list's own index, so that 100,000 finished jobs cost no more than these. */
async function read(store: Store): Promise<Durations> {
  const rows = await store.db
    .selectFrom("jobs")
    .select(["submitted_at", "asked_at", "finished_at"])
    .where("status", "=", "succeeded")
    .where("trashed_at", "is", null)
    .where("submitted_at", "<=", store.now() - settledAfterMs)
    .orderBy("id", "desc")
    .limit(newest)
    .execute();
  return durationsFrom(
    rows.map(({ submitted_at, asked_at, finished_at }) => {
      const fromMs = submitted_at ?? 0; // the query asks for rows that have one
      return {
        afterMs: Math.max(0, (asked_at ?? fromMs) - fromMs),
        byMs: Math.max(0, (finished_at ?? fromMs) - fromMs),
      };
    }),
  );
}
