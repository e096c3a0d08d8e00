/**
 * How the desk is doing, in numbers: read from the database, so that every instance says the same. Nothing here is about
 * one job or one person.
 */
import { type JobStatus, jobStatuses } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import { announcedForMs } from "./retention.ts";

/** Upper ends in seconds of the histogram of how long videos took. */
export const durationBuckets = [15, 30, 60, 120, 180, 300, 600, 1_200, 3_600] as const;

export interface Facts {
  byStatus: Record<JobStatus, number>;
  /** How long the job has waited that has waited longest; null when none waits. */
  oldestQueuedMs: number | null;
  /** When the relay last said something about any job. */
  relaySeenAt: number | null;
  paidCalls: number;
  media: { savedBytes: number; saved: number; waiting: number; lost: number; removed: number; removedSoon: number };
  durations: { withinSeconds: readonly number[]; count: number; sumMs: number };
}

/** These add up over all jobs, and both a page and a scraper ask again and again. */
const keptForMs = 5_000;
const kept = new WeakMap<object, { untilMs: number; facts: Promise<Facts> }>();

export function readFacts(store: Store): Promise<Facts> {
  const now = performance.now();
  const known = kept.get(store.db);
  if (known !== undefined && now < known.untilMs) return known.facts;
  const facts = read(store);
  kept.set(store.db, { untilMs: now + keptForMs, facts });
  facts.catch(() => kept.delete(store.db)); // the caller hears of it, and the next one tries again
  return facts;
}

async function read(store: Store): Promise<Facts> {
  const [byStatus, sums, durations, oldest] = await Promise.all([
    countAll(store),
    addUp(store),
    countDurations(store),
    store.db
      .selectFrom("jobs")
      .select((eb) => eb.fn.min("created_at").as("at"))
      .where("status", "=", "queued")
      .where("trashed_at", "is", null)
      .executeTakeFirst(),
  ]);
  const oldestAt = oldest?.at ?? null;
  return { byStatus, ...sums, durations, oldestQueuedMs: oldestAt === null ? null : store.now() - Number(oldestAt) };
}

/** The trash included: what was paid for was paid for. */
async function countAll(store: Store): Promise<Facts["byStatus"]> {
  const parts = await store.db
    .selectFrom("job_counts")
    .select((eb) => ["status", eb.fn.sum<number | string>("jobs").as("jobs")])
    .groupBy("status")
    .execute();
  const counts = new Map(parts.map(({ status, jobs }) => [status, Number(jobs)]));
  const all = jobStatuses.map((status) => [status, counts.get(status) ?? 0]);
  return Object.fromEntries(all) as Facts["byStatus"]; // one entry for each status of the list that the type is made of
}

async function addUp(store: Store): Promise<Pick<Facts, "relaySeenAt" | "paidCalls" | "media">> {
  const sums = await store.db
    .selectFrom("jobs")
    .select(({ fn }) => [
      fn.max("relay_seen_at").as("relay_seen_at"),
      fn.sum<number | string | null>("attempts").as("attempts"),
      fn.sum<number | string | null>("media_bytes").filterWhere("media_state", "=", "saved").as("bytes"),
      fn.countAll<number>().filterWhere("media_state", "=", "saved").as("saved"),
      fn.countAll<number>().filterWhere("media_state", "in", ["pending", "saving"]).as("waiting"),
      fn
        .countAll<number>()
        .filterWhere("media_state", "in", ["expired", "failed"])
        .filterWhere("removed_at", "is", null)
        .as("lost"),
      fn.countAll<number>().filterWhere("removed_at", "is not", null).as("removed"),
      fn
        .countAll<number>()
        .filterWhere("keep_until", "<=", store.now() + announcedForMs)
        .as("removed_soon"),
    ])
    .executeTakeFirstOrThrow();
  return {
    relaySeenAt: sums.relay_seen_at === null ? null : Number(sums.relay_seen_at),
    paidCalls: Number(sums.attempts ?? 0),
    media: {
      savedBytes: Number(sums.bytes ?? 0),
      saved: Number(sums.saved),
      waiting: Number(sums.waiting),
      lost: Number(sums.lost),
      removed: Number(sums.removed),
      removedSoon: Number(sums.removed_soon),
    },
  };
}

async function countDurations(store: Store): Promise<Facts["durations"]> {
  const took = store.db
    .selectFrom("jobs")
    .select((eb) => eb("finished_at", "-", eb.ref("submitted_at")).as("took"))
    .where("status", "=", "succeeded")
    .where("submitted_at", "is not", null)
    .where("finished_at", "is not", null);
  const row = await store.db
    .selectFrom(took.as("jobs_took"))
    .select(({ fn }) => [
      fn.countAll<number>().as("count"),
      fn.sum<number | string | null>("took").as("sum"),
      ...durationBuckets.map((seconds) =>
        fn
          .countAll<number>()
          .filterWhere("took", "<=", seconds * 1_000)
          .as(`within_${seconds}`),
      ),
    ])
    .executeTakeFirstOrThrow();
  const values: Record<string, unknown> = row;
  return {
    withinSeconds: durationBuckets.map((seconds) => Number(values[`within_${seconds}`])),
    count: Number(row.count),
    sumMs: Number(row.sum ?? 0),
  };
}
