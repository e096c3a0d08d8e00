/** Reading jobs: a page of the list by keyset, and one job with its timeline. Writes nothing. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import {
  type JobDetail,
  type JobPage,
  type JobStatus,
  type ListQuery,
  isJobStatus,
  jobStatuses,
  listLimit,
} from "#lib/job.ts";
import { searchWords } from "#lib/folded.ts";
import type { Store } from "../database/store.ts";
import type { JobRow, Tables } from "../database/tables.ts";
import { listVersion } from "./changes.ts";
import { countJobs } from "./counts.ts";
import { isId, toEvent, toJob } from "./row.ts";
import { usualDuration } from "./usual.ts";

/** Newest first. The cursor is the last id of the page before. */
export async function listJobs(store: Store, query: ListQuery): Promise<JobPage> {
  const limit = query.limit ?? listLimit.default;
  const version = await listVersion(store);
  const rows = await pageOf(store, query, limit + 1);
  const page = rows.slice(0, limit);
  const now = store.now();
  return {
    jobs: page.map((row) => toJob(row, now)),
    next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    ...(await countJobs(store)),
    usual: await usualDuration(store),
    version,
  };
}

/**
 * Several statuses are as many lists, each along its own index: together they would be sorted, as long as they are. What
 * is starred, in the trash, of one batch or of one person is little: it is walked along its own index whatever the statuses.
 */
async function pageOf(store: Store, query: ListQuery, limit: number): Promise<JobRow[]> {
  const asked = [...new Set((query.status ?? "").split(",").filter(isJobStatus))];
  const statuses = asked.length === jobStatuses.length ? [] : asked;
  const isLittle = [query.starred, query.trashed, query.batch, query.by].some((wish) => wish !== undefined);
  // A column that is reckoned with is in no index, so the planner cannot take the one of the statuses for the better.
  if (statuses.length === 0) return select(store, query, limit);
  if (isLittle) return select(store, query, limit, (eb) => eb(sql<JobStatus>`status || ''`, "in", statuses));
  const lists = await Promise.all(
    statuses.map((status) => select(store, query, limit, (eb) => eb("status", "=", status))),
  );
  return lists
    .flat()
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

type Where = (eb: ExpressionBuilder<Tables, "jobs">) => Expression<SqlBool>;

function select(store: Store, query: ListQuery, limit: number, hasStatus?: Where): Promise<JobRow[]> {
  const words = searchWords(query.q ?? "");
  return (
    store.db
      .selectFrom("jobs")
      .selectAll()
      // Written out, not given as a value: only so is it certain, when the query is planned, that a partial index serves.
      .where("trashed_at", query.trashed === undefined ? "is" : "is not", null)
      .$if(query.starred !== undefined, (rest) => rest.where(sql<boolean>`starred = 1`))
      .$if(hasStatus !== undefined, (rest) => rest.where((eb) => hasStatus?.(eb) ?? eb.and([])))
      .$if(query.by !== undefined, (rest) => rest.where("created_by", "=", query.by ?? ""))
      .$if(query.batch !== undefined, (rest) => rest.where("batch_id", "=", query.batch ?? ""))
      .$if(query.cursor !== undefined, (rest) => rest.where("id", "<", query.cursor ?? ""))
      .$if(words.length > 0, (rest) => rest.where((eb) => eb.and(words.map((word) => promptHolds(store, word)))))
      .orderBy("id", "desc")
      .limit(limit)
      .execute()
  );
}

/** Those that there are, in no order. */
export function rowsById(store: Store, ids: readonly string[]): Promise<JobRow[]> {
  return store.db.selectFrom("jobs").selectAll().where("id", "in", ids).execute();
}

/** Both sides are folded, and no sign means anything but itself. */
function promptHolds(store: Store, word: string) {
  return store.kind === "sqlite"
    ? sql<boolean>`instr(folded_prompt, ${word}) > 0`
    : sql<boolean>`strpos(folded_prompt, ${word}) > 0`;
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
