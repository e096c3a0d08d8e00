/** Everybody, with what an admin wants to see of them. Writes nothing. */
import type { Person } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import { config } from "../config.ts";
import type { Store } from "../database/store.ts";
import { mayBeCharged } from "./caps.ts";
import { dayAround } from "./day.ts";
import { keyOfName } from "./name.ts";

export async function listPeople(store: Store): Promise<Person[]> {
  const [people, seen, today] = await Promise.all([
    store.db.selectFrom("people").selectAll().orderBy("name_key").execute(),
    store.db
      .selectFrom("sessions")
      .select((eb) => ["name_key", eb.fn.max("seen_at").as("seen_at")])
      .groupBy("name_key")
      .execute(),
    jobsToday(store),
  ]);
  const seenAt = new Map(seen.map(({ name_key, seen_at }) => [name_key, seen_at]));
  return people.map((row) => {
    const lastSeen = seenAt.get(row.name_key);
    return {
      name: row.name,
      role: row.role,
      is_revoked: row.revoked_at !== null,
      has_passcode: row.passcode !== null,
      jobs_per_day: row.jobs_per_day,
      jobs_today: today.get(row.name) ?? 0,
      created_at: new Date(row.created_at).toISOString(),
      last_seen_at: lastSeen === undefined ? null : new Date(lastSeen).toISOString(),
    };
  });
}

/** @throws {Problem} `not_found` */
export async function personNamed(store: Store, name: string): Promise<Person> {
  const person = (await listPeople(store)).find((one) => keyOfName(one.name) === keyOfName(name));
  if (person === undefined) throw new Problem("not_found", `There is no person named ${name}`);
  return person;
}

async function jobsToday(store: Store): Promise<Map<string | null, number>> {
  const { startsAtMs, endsAtMs } = dayAround(store.now(), config().caps.timeZone);
  const rows = await store.db
    .selectFrom("jobs")
    .select((eb) => ["created_by", eb.fn.countAll<number>().as("jobs")])
    .where("created_at", ">=", startsAtMs)
    .where("created_at", "<", endsAtMs)
    .where(mayBeCharged)
    .groupBy("created_by")
    .execute();
  return new Map(rows.map(({ created_by, jobs }) => [created_by, Number(jobs)]));
}
