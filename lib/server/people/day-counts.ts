/** How many jobs each person made on each of the last days. Writes nothing. */
import { sql } from "kysely";
import type { DayCount } from "#lib/person.ts";
import { config } from "../config.ts";
import type { Store } from "../database/store.ts";
import { mayBeCharged } from "./caps.ts";
import { dayOf } from "./day.ts";

/** Every time zone's midnight is one of these. */
const quarterMs = 15 * 60_000;
const dayMs = 24 * 60 * 60_000;

/** Newest day first, then the person with the most jobs. */
export async function dayCounts(store: Store, days: number): Promise<DayCount[]> {
  const { timeZone } = config().caps;
  const rows = await store.db
    .selectFrom("jobs")
    .select((eb) => [
      sql<number>`${eb.ref("created_at")} / ${sql.lit(quarterMs)}`.as("quarter"),
      "created_by",
      eb.fn.countAll<number>().as("submitted"),
      eb.fn.countAll<number>().filterWhere(mayBeCharged).as("counted"),
      eb.fn.countAll<number>().filterWhere("status", "=", "succeeded").as("succeeded"),
      eb.fn.countAll<number>().filterWhere("status", "=", "unknown").as("unknown"),
    ])
    .where("created_at", ">=", store.now() - days * dayMs)
    .groupBy(["quarter", "created_by"])
    .execute();
  const counts = new Map<string, DayCount>();
  for (const row of rows) {
    const day = dayOf(row.quarter * quarterMs, timeZone);
    const key = `${day} ${row.created_by}`;
    const sum = counts.get(key) ?? { day, person: row.created_by, submitted: 0, counted: 0, succeeded: 0, unknown: 0 };
    for (const figure of figures) sum[figure] += Number(row[figure]);
    counts.set(key, sum);
  }
  return [...counts.values()].sort((a, b) => b.day.localeCompare(a.day) || b.counted - a.counted);
}

const figures = ["submitted", "counted", "succeeded", "unknown"] as const;
