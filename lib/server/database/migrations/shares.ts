/** What lets somebody in who does not sign in: links to one video, tokens of programs, and the secret behind signed links. */
import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { SecretRow } from "../share-tables.ts";

export async function createShares(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("shares")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("job_id", "text", (column) => column.notNull().references("jobs.id").onDelete("cascade"))
    .addColumn("created_by", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("shares_job").on("shares").column("job_id").execute();
  await db.schema
    .createTable("api_tokens")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("name_key", "text", (column) => column.references("people.name_key").onDelete("cascade"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("last_used_at", "bigint")
    .execute();
  await db.schema.createIndex("api_tokens_person").on("api_tokens").column("name_key").execute();
  await db.schema
    .createTable("secrets")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
  // In the database, so that every instance signs alike and a link outlives a restart.
  await (db as Kysely<{ secrets: SecretRow }>) // the table that was made one line above
    .insertInto("secrets")
    .values({ name: "links", value: randomBytes(32).toString("base64url") })
    .execute();
}
