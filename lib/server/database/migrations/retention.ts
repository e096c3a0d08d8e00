/** What is known of a video that this installation removes: from when on it may, when it did, and whether files remain. */
import { type Kysely, sql } from "kysely";
import { isPostgres } from "../dialect.ts";

export async function addRetention(db: Kysely<unknown>): Promise<void> {
  for (const column of ["keep_until", "removed_at"]) {
    await db.schema.alterTable("jobs").addColumn(column, "bigint").execute();
  }
  await db.schema
    .alterTable("jobs")
    .addColumn("has_leftovers", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  const indexes = {
    jobs_removable: ["finished_at", "media_state = 'saved' and starred = 0"],
    jobs_keep_until: ["keep_until", "keep_until is not null"],
    jobs_leftovers: ["id", "has_leftovers = 1"],
  } as const;
  for (const [name, [column, condition]] of Object.entries(indexes)) {
    await db.schema
      .createIndex(name)
      .on("jobs")
      .column(column)
      .where(sql<boolean>`${sql.raw(condition)}`)
      .execute();
  }
  await db.schema
    .createTable("retention")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("passed_at", "bigint", (column) => column.notNull())
    .addColumn("made_room_at", "bigint")
    .execute();
  await sql`insert into retention (id, passed_at) values (1, 0)`.execute(db);
  await sql.raw(isPostgres(db) ? markOnPostgres : markOnSqlite).execute(db);
}

/** What the job that travels shows of it counts as a change of the list; see job-changes.ts. */
const isTold = "old.keep_until is distinct from new.keep_until or old.removed_at is distinct from new.removed_at";

const markOnSqlite = `create trigger jobs_marked_retention after update on jobs when ${isTold} begin
  update change_mark set last = last + 1;
  update jobs set changed_in = (select last from change_mark), told_in = (select last from change_mark)
    where id = new.id;
end`;

const markOnPostgres = `create trigger jobs_marked_retention before update on jobs for each row when (${isTold})
  execute function clipdesk_mark_job()`;
