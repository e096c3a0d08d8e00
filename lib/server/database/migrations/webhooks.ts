/** What still has to be told to others: a row for each end of a job, gone once it was taken. */
import { type Kysely, sql } from "kysely";

export async function createWebhooks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("webhooks")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("job_id", "text", (column) => column.notNull().references("jobs.id"))
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("due_at", "bigint")
    .addColumn("last_error", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("webhooks_due")
    .on("webhooks")
    .column("due_at")
    .where(sql<boolean>`due_at is not null`)
    .execute();
}
