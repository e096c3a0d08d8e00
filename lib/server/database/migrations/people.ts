/** The tables of people: who may come in, what was done in whose name, and how many jobs a day has seen. */
import { type Kysely, sql } from "kysely";
import { isPostgres } from "../dialect.ts";

export async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("people")
    .addColumn("name_key", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("passcode", "text")
    .addColumn("jobs_per_day", "integer")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("revoked_at", "bigint")
    .execute();
  await db.schema
    .createTable("sessions")
    .addColumn("id_hash", "text", (column) => column.primaryKey())
    .addColumn("name_key", "text", (column) => column.notNull().references("people.name_key").onDelete("cascade"))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("seen_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("sessions_person").on("sessions").column("name_key").execute();
  await db.schema
    .createTable("wrong_guesses")
    .addColumn("subject", "text", (column) => column.primaryKey())
    .addColumn("guesses", "integer", (column) => column.notNull())
    .addColumn("refused_until", "bigint", (column) => column.notNull())
    .addColumn("last_at", "bigint", (column) => column.notNull())
    .execute();
  // One person's jobs, newest first.
  await db.schema
    .createIndex("jobs_by")
    .on("jobs")
    .columns(["created_by", "id"])
    .where("trashed_at" as never, "is", null)
    .execute();
  await createCaps(db);
  await createAudit(db);
}

async function createCaps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("caps")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("jobs_per_day", "integer")
    .addColumn("jobs_per_person_per_day", "integer")
    .execute();
  await sql`insert into caps (id) values (1)`.execute(db);
  // Today's jobs, counted by every submission while there is a cap.
  await db.schema.createIndex("jobs_made").on("jobs").columns(["created_at", "created_by"]).execute();
}

async function createAudit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("audit_log")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("actor", "text")
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("subject", "text")
    .addColumn("detail", "text", (column) => column.notNull())
    .execute();
  // The database itself keeps what was written: a fault of ours, or whoever has our connection, cannot rewrite it unseen.
  if (isPostgres(db)) {
    await sql`create function audit_log_is_append_only() returns trigger language plpgsql as $$
      begin raise exception 'audit_log is append-only'; end $$`.execute(db);
    await sql`create trigger audit_log_rows before update or delete on audit_log
      for each row execute function audit_log_is_append_only()`.execute(db);
    await sql`create trigger audit_log_whole before truncate on audit_log
      for each statement execute function audit_log_is_append_only()`.execute(db);
    return;
  }
  for (const change of ["update", "delete"]) {
    await sql`create trigger ${sql.ref(`audit_log_${change}`)} before ${sql.raw(change)} on audit_log
      begin select raise(abort, 'audit_log is append-only'); end`.execute(db);
  }
}
