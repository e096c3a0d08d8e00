/**
 * The shape of the database, step by step. A step that has been released is never changed. Written with Kysely's schema
 * builder and types that SQLite and Postgres share.
 */
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { addJobChanges } from "./migrations/job-changes.ts";
import { addJobCounts } from "./migrations/job-counts.ts";
import { addJobSearch } from "./migrations/job-search.ts";
import { createPeople } from "./migrations/people.ts";
import { addRetention } from "./migrations/retention.ts";
import { createShares } from "./migrations/shares.ts";
import { createWebhooks } from "./migrations/webhooks.ts";
import type { Tables } from "./tables.ts";

/**
 * Brings the database up to date. Safe to call from several instances at once: the migrator takes a lock.
 * @param lastStep for tests that begin with an older database
 */
export async function migrate(db: Kysely<Tables>, lastStep?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await (lastStep === undefined ? migrator.migrateToLatest() : migrator.migrateTo(lastStep));
  if (error !== undefined) throw new Error("The database could not be brought up to date", { cause: error });
}

/** Whether everything that this program needs of the database is there. */
export async function isUpToDate(db: Kysely<Tables>): Promise<boolean> {
  const steps = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).getMigrations();
  return steps.every(({ executedAt }) => executedAt !== undefined);
}

const migrations: Record<string, Migration> = {
  "0001_jobs": { up: createJobs },
  "0002_asked_at": { up: addAskedAt },
  "0003_breaker": { up: addBreaker },
  "0004_job_search": { up: addJobSearch },
  "0005_job_counts": { up: addJobCounts },
  "0006_job_changes": { up: addJobChanges },
  "0007_job_lists": { up: addJobLists },
  "0008_people": { up: createPeople },
  "0009_job_retries": { up: addJobRetries },
  "0010_shares": { up: createShares },
  "0011_webhooks": { up: createWebhooks },
  "0012_retention": { up: addRetention },
  "0013_own_trash": { up: addOwnTrash },
};

async function createJobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("jobs")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("prompt", "text", (column) => column.notNull())
    .addColumn("aspect_ratio", "text", (column) => column.notNull())
    .addColumn("size", "text", (column) => column.notNull())
    .addColumn("images", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("fence", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("due_at", "bigint")
    .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("busy_count", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("unreached_count", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("waiting_reason", "text")
    .addColumn("waiting_message", "text")
    .addColumn("relay_id", "text")
    .addColumn("relay_status", "text")
    .addColumn("relay_seen_at", "bigint")
    .addColumn("progress", "integer")
    .addColumn("missing_count", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("urlless_since", "bigint")
    .addColumn("failure_code", "text")
    .addColumn("failure_message", "text")
    .addColumn("failure_charged", "text")
    .addColumn("media_state", "text", (column) => column.notNull().defaultTo("none"))
    .addColumn("source_url", "text")
    .addColumn("thumbnail_url", "text")
    .addColumn("media_tries", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("media_links", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("media_bytes", "bigint")
    .addColumn("media_type", "text")
    .addColumn("media_error", "text")
    .addColumn("poster_type", "text")
    .addColumn("retry_of", "text")
    .addColumn("batch_id", "text")
    .addColumn("created_by", "text")
    .addColumn("starred", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("trashed_at", "bigint")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("submitted_at", "bigint")
    .addColumn("finished_at", "bigint")
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute();
  // What the worker asks for: the due rows of one status. Finished rows have no due_at and stay out of the index.
  await db.schema
    .createIndex("jobs_due")
    .on("jobs")
    .columns(["status", "due_at"])
    .where("due_at" as never, "is not", null)
    .execute();
  await db.schema
    .createIndex("jobs_list")
    .on("jobs")
    .columns(["status", "id"])
    .where("trashed_at" as never, "is", null)
    .execute();
  // Two rows with one relay id would be one paid task shown as two.
  await db.schema
    .createIndex("jobs_relay_id")
    .unique()
    .on("jobs")
    .column("relay_id")
    .where("relay_id" as never, "is not", null)
    .execute();
  await db.schema
    .createTable("job_events")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("job_id", "text", (column) => column.notNull().references("jobs.id"))
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("actor", "text")
    .addColumn("detail", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("job_events_job").on("job_events").columns(["job_id", "id"]).execute();
  await db.schema
    .createTable("intents")
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .addColumn("job_ids", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("intents_key", ["person", "key"])
    .execute();
  await db.schema
    .createTable("dispatch")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("paused_reason", "text")
    .addColumn("paused_message", "text")
    .addColumn("paused_at", "bigint")
    .addColumn("trouble_message", "text")
    .addColumn("trouble_at", "bigint")
    .addColumn("hold_until", "bigint", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("call_slots")
    .addColumn("slot", "integer", (column) => column.primaryKey())
    .addColumn("used_at", "bigint", (column) => column.notNull())
    .execute();
}

async function addAskedAt(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("jobs").addColumn("asked_at", "bigint").execute();
}

async function addBreaker(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("dispatch").addColumn("paused_until", "bigint").execute();
  for (const streak of ["trouble_streak", "garbled_streak", "breaker_trips"]) {
    await db.schema
      .alterTable("dispatch")
      .addColumn(streak, "integer", (column) => column.notNull().defaultTo(0))
      .execute();
  }
}

/** Each list along an index of its own, newest first, however few of all jobs are on it. */
async function addJobLists(db: Kysely<unknown>): Promise<void> {
  const outside = sql<boolean>`trashed_at is null`;
  await db.schema
    .createIndex("jobs_starred")
    .on("jobs")
    .column("id")
    .where(sql<boolean>`starred = 1 and ${outside}`)
    .execute();
  await db.schema
    .createIndex("jobs_trash")
    .on("jobs")
    .column("id")
    .where(sql<boolean>`trashed_at is not null`)
    .execute();
  await db.schema
    .createIndex("jobs_batch")
    .on("jobs")
    .columns(["batch_id", "id"])
    .where(sql<boolean>`batch_id is not null`)
    .execute();
}

/** A job's retries, which its page shows beside it. */
async function addJobRetries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("jobs_retry_of")
    .on("jobs")
    .column("retry_of")
    .where(sql<boolean>`retry_of is not null`)
    .execute();
}

/** One person's trash, newest first: counted with every look at the list, however much lies in everybody's. */
async function addOwnTrash(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("jobs_trash_by")
    .on("jobs")
    .columns(["created_by", "id"])
    .where(sql<boolean>`trashed_at is not null`)
    .execute();
}
