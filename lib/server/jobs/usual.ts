/** How long a video usually takes here: from when to when, of ten, the middle eight were there. */
import type { Usual } from "#lib/job.ts";
import type { Store } from "../database/store.ts";

const newest = 100;
/** With fewer than this a word like "usually" is not earned. */
const fewest = 5;
/**
 * Of what was submitted just now only the quick ones have finished. Where there are enough that had the time to be slow,
 * only those count.
 */
const settledAfterMs = 10 * 60_000;
const keptForMs = 10_000;

const kept = new WeakMap<object, { untilMs: number; usual: Promise<Usual> }>();

export function usualDuration(store: Store): Promise<Usual> {
  const known = kept.get(store.db);
  if (known !== undefined && store.now() < known.untilMs) return known.usual;
  const usual = read(store);
  kept.set(store.db, { untilMs: store.now() + keptForMs, usual });
  usual.catch(() => kept.delete(store.db)); // the caller hears of it, and the next one tries again
  return usual;
}

/** Newest first along the list's own index. */
async function read(store: Store): Promise<Usual> {
  const rows = await store.db
    .selectFrom("jobs")
    .select(["submitted_at", "finished_at"])
    .where("status", "=", "succeeded")
    .where("trashed_at", "is", null)
    .orderBy("id", "desc")
    .limit(newest)
    .execute();
  const seen = rows.flatMap(({ submitted_at: from, finished_at: to }) =>
    from === null || to === null
      ? []
      : [{ isSettled: from <= store.now() - settledAfterMs, tookMs: Math.max(0, to - from) }],
  );
  const settled = seen.filter(({ isSettled }) => isSettled);
  return usualOf((settled.length < fewest ? seen : settled).map(({ tookMs }) => tookMs));
}

export function usualOf(durationsMs: readonly number[]): Usual {
  if (durationsMs.length < fewest) return null;
  const sorted = durationsMs.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.round((sorted.length - 1) * share)] ?? 0) / 1_000;
  return { from_seconds: rounded(at(0.1), Math.floor), to_seconds: rounded(at(0.9), Math.ceil) };
}

/** As people would say it; outwards, and never nothing. */
function rounded(seconds: number, round: (steps: number) => number): number {
  const step = seconds < 60 ? 5 : seconds < 600 ? 30 : 60;
  return Math.max(1, round(seconds / step)) * step;
}
