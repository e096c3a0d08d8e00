/** Reading jobs: a page of the list by keyset, and one job with its timeline. Writes nothing. */
import { type ExpressionBuilder, sql } from "kysely";
import { type JobDetail, type JobPage, type ListQuery, isJobStatus, listLimit } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import type { Tables } from "../database/tables.ts";
import { jobCounts } from "./counts.ts";
import { isId, toEvent, toJob } from "./row.ts";

/** Newest first, outside the trash. The cursor is the last id of the page before. */
export async function listJobs(store: Store, query: ListQuery): Promise<JobPage> {
  const limit = query.limit ?? listLimit.default;
  const statuses = (query.status ?? "").split(",").filter(isJobStatus);
  const text = query.q?.trim() ?? "";
  const rows = await store.db
    .selectFrom("jobs")
    .selectAll()
    .where("trashed_at", "is", null)
    .$if(statuses.length > 0, (rest) => rest.where("status", "in", statuses))
    .$if(text !== "", (rest) => rest.where((eb) => promptHolds(eb, text)))
    .$if(query.cursor !== undefined, (rest) => rest.where("id", "<", query.cursor ?? ""))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const now = store.now();
  return {
    jobs: page.map((row) => toJob(row, now)),
    next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    counts: await jobCounts(store),
  };
}

export async function readJob(store: Store, id: string): Promise<JobDetail | null> {
  if (!isId(id)) return null;
  const row = await store.db.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return null;
  // By time first: ids are ordered within one instance, and only the database's clock is everybody's.
  const events = await store.db
    .selectFrom("job_events")
    .selectAll()
    .where("job_id", "=", id)
    .orderBy("at")
    .orderBy("id")
    .execute();
  return { job: toJob(row, store.now()), events: events.map(toEvent) };
}

/** Without regard to the case of letters: of ASCII's on SQLite, whose lower() knows no others. */
function promptHolds(eb: ExpressionBuilder<Tables, "jobs">, text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<boolean>`lower(${eb.ref("prompt")}) like lower(${pattern}) escape '\\'`;
}
