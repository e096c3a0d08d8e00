/**
 * How many jobs a day may see, for each person and for all together. Decided in the transaction that submits, one after
 * another, so that ten submissions at once cannot pass where one may. What counts is what stands among the jobs: one
 * that is certain not to have been charged makes room by itself, and one that nobody knows of makes none until it is settled.
 */
import type { ExpressionBuilder, Transaction } from "kysely";
import { Problem } from "#lib/problem.ts";
import { config } from "../config.ts";
import type { Store } from "../database/store.ts";
import type { Tables } from "../database/tables.ts";
import { dayAround } from "./day.ts";
import { keyOfName } from "./name.ts";
import { findPerson } from "./people.ts";

export interface DayCaps {
  /** Jobs a day; null: as many as people like. */
  perDay: number | null;
  perPersonPerDay: number | null;
}

/** What an admin set, else what the settings say. */
export async function readCaps(db: Store["db"]): Promise<DayCaps> {
  const row = await db.selectFrom("caps").selectAll().executeTakeFirstOrThrow();
  const { perDay, perPersonPerDay } = config().caps;
  return {
    perDay: row.jobs_per_day ?? perDay,
    perPersonPerDay: row.jobs_per_person_per_day ?? perPersonPerDay,
  };
}

/**
 * To be asked before the jobs are written, in the same transaction.
 * @throws {Problem} `cap_reached`, saying the limit, how much of it is used and when the next day begins
 */
export async function expectRoomIn(
  store: Store,
  tx: Transaction<Tables>,
  person: string | null,
  jobs: number,
): Promise<void> {
  const caps = await readCaps(tx);
  if (caps.perDay !== null) {
    await holdCaps(store, tx);
    const used = await usedToday(store, tx);
    if (used + jobs > caps.perDay) throw capReached(store, "everybody", caps.perDay, used, jobs);
  }
  // Where nobody signs in there is one person, and the cap for all is theirs.
  if (person === null) return;
  const limit = (await holdPerson(store, tx, person)) ?? caps.perPersonPerDay;
  if (limit === null) return;
  const used = await usedToday(store, tx, person);
  if (used + jobs > limit) throw capReached(store, "person", limit, used, jobs);
}

/** How many jobs a person has made today, and how many that may be; where nobody signs in, those of all. */
export async function roomOf(
  store: Store,
  person: string | null,
): Promise<{ jobs_today: number; jobs_per_day: number | null }> {
  const caps = await readCaps(store.db);
  if (person === null) return { jobs_today: await usedToday(store, store.db), jobs_per_day: caps.perDay };
  const own = (await findPerson(store.db, person))?.jobs_per_day;
  return { jobs_today: await usedToday(store, store.db, person), jobs_per_day: own ?? caps.perPersonPerDay };
}

/** Today's jobs that may have been charged, of one person or of all. */
export async function usedToday(store: Store, db: Store["db"], person?: string): Promise<number> {
  const { startsAtMs, endsAtMs } = dayAround(store.now(), config().caps.timeZone);
  const { jobs } = await db
    .selectFrom("jobs")
    .select((eb) => eb.fn.countAll<number>().as("jobs"))
    .where("created_at", ">=", startsAtMs)
    .where("created_at", "<", endsAtMs)
    .$if(person !== undefined, (query) => query.where("created_by", "=", person ?? null))
    .where(mayBeCharged)
    .executeTakeFirstOrThrow();
  return Number(jobs);
}

export function mayBeCharged(eb: ExpressionBuilder<Tables, "jobs">) {
  const isFree = eb(eb.fn.coalesce("failure_charged", eb.val("unknown")), "=", "no");
  return eb.and([eb("status", "!=", "canceled"), eb.not(eb.and([eb("status", "=", "failed"), isFree]))]);
}

/** Each submission waits here, on its own instance or another's, until the one before it is written. */
async function holdCaps(store: Store, tx: Transaction<Tables>): Promise<void> {
  if (store.kind === "postgres") await tx.selectFrom("caps").select("id").forUpdate().execute();
}

/** @returns the person's own cap, which is held as the caps are */
async function holdPerson(store: Store, tx: Transaction<Tables>, person: string): Promise<number | null> {
  const row = await tx
    .selectFrom("people")
    .select("jobs_per_day")
    .where("name_key", "=", keyOfName(person))
    .$if(store.kind === "postgres", (query) => query.forUpdate())
    .executeTakeFirst();
  return row?.jobs_per_day ?? null;
}

function capReached(store: Store, scope: "person" | "everybody", limit: number, used: number, jobs: number): Problem {
  const { timeZone } = config().caps;
  const { endsAtMs } = dayAround(store.now(), timeZone);
  const resetsAt = new Date(endsAtMs).toISOString();
  return new Problem(
    "cap_reached",
    `The limit is ${limit} jobs a day: ${used} used, ${jobs} more asked for`,
    undefined,
    {
      scope,
      limit,
      used,
      asked: jobs,
      resets_at: resetsAt,
      time_zone: timeZone,
      retry_after: Math.ceil((endsAtMs - store.now()) / 1_000),
    },
  );
}
