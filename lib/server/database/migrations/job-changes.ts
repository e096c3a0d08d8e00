/**
 * When each job last changed, as a mark that the database itself sets with every change. A mark tells which versions of
 * the list have the change (see `jobs/changes.ts`): on SQLite, with its one writer, a number that grows; on Postgres the
 * id of the writing transaction, because transactions end in another order than they began, and only a snapshot knows
 * which of them had ended.
 */
import { type Kysely, sql } from "kysely";
import { isPostgres } from "../dialect.ts";

export async function addJobChanges(db: Kysely<unknown>): Promise<void> {
  for (const mark of ["changed_in", "told_in"]) {
    await db.schema
      .alterTable("jobs")
      .addColumn(mark, "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await db.schema.createIndex("jobs_changed").on("jobs").column("changed_in").execute();
  const statements = isPostgres(db) ? onPostgres : onSqlite;
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** What a poll of a running job brings each time: a glimpse, which travels without the job. */
const glimpse = differs(["relay_seen_at", "relay_status", "progress"]);
/** What else of a job travels and may change. */
const told = `${differs([
  "status",
  "relay_id",
  "failure_code",
  "failure_message",
  "failure_charged",
  "waiting_reason",
  "waiting_message",
  "media_state",
  "media_bytes",
  "media_error",
  "poster_type",
  "starred",
  "trashed_at",
  "submitted_at",
  "finished_at",
])} or (new.status = 'queued' and old.due_at is distinct from new.due_at)`;

function differs(columns: readonly string[]): string {
  return columns.map((column) => `old.${column} is distinct from new.${column}`).join(" or ");
}

const onSqlite = [
  "create table change_mark (id integer primary key check (id = 1), last bigint not null)",
  "insert into change_mark (id, last) values (1, 0)",
  `create trigger jobs_marked_insert after insert on jobs begin ${sqliteMark("changed_in", "told_in")} end`,
  `create trigger jobs_marked_told after update on jobs when ${told} begin ${sqliteMark("changed_in", "told_in")} end`,
  `create trigger jobs_marked_glimpse after update on jobs when (${glimpse}) and not (${told}) begin
    ${sqliteMark("changed_in")} end`,
];

function sqliteMark(...columns: readonly string[]): string {
  const set = columns.map((column) => `${column} = (select last from change_mark)`).join(", ");
  return `update change_mark set last = last + 1; update jobs set ${set} where id = new.id;`;
}

const onPostgres = [
  `create function clipdesk_mark_job() returns trigger language plpgsql as $$
  begin
    new.changed_in := pg_current_xact_id()::text::bigint;
    new.told_in := new.changed_in;
    return new;
  end $$`,
  `create function clipdesk_mark_glimpse() returns trigger language plpgsql as $$
  begin
    new.changed_in := pg_current_xact_id()::text::bigint;
    return new;
  end $$`,
  "create trigger jobs_marked_insert before insert on jobs for each row execute function clipdesk_mark_job()",
  `create trigger jobs_marked_told before update on jobs for each row when (${told})
    execute function clipdesk_mark_job()`,
  `create trigger jobs_marked_glimpse before update on jobs for each row when ((${glimpse}) and not (${told}))
    execute function clipdesk_mark_glimpse()`,
];
