import assert from "node:assert/strict";
import { Kysely, sql } from "kysely";
import { migrate } from "./migrations.ts";
import { postgresDialect } from "./postgres.ts";
import { sqliteDialect } from "./sqlite.ts";
import type { Tables } from "./tables.ts";
import { databaseKind, test, testDatabase } from "./testing.ts";

test("a database of before the search, the counts and the changes gets all three for the jobs it has", async (t) => {
  const { address, remove } = await testDatabase(databaseKind(t));
  const dialect = address.kind === "sqlite" ? sqliteDialect(address.file) : postgresDialect(address.url());
  const db = new Kysely<Tables>({ dialect });
  t.after(async () => {
    await db.destroy();
    await remove();
  });
  await migrate(db, "0003_breaker");
  // More than are filled in at once.
  const jobs = 1_203;
  const rows = Array.from({ length: jobs }, (_, i) => {
    const status = i % 3 === 0 ? "failed" : "succeeded";
    const values = [`job-${String(i).padStart(5, "0")}`, `Fisch ＮＲ ${i}`, status, i % 2, i % 10 === 0 ? 1 : null];
    return sql`(${sql.join(values)}, 'm', '3:2', '720P', '[]', 1, 1)`;
  });
  await sql`
    insert into jobs
      (id, prompt, status, starred, trashed_at, model, aspect_ratio, size, images, created_at, updated_at)
    values ${sql.join(rows)}`.execute(db);
  await migrate(db);

  const folded = await db.selectFrom("jobs").select("folded_prompt").orderBy("id").execute();
  assert.deepEqual(
    folded.map((row) => row.folded_prompt),
    folded.map((_, i) => `fisch nr ${i}`),
  );
  const counted = await db
    .selectFrom("job_counts")
    .select(["status", "starred", "trashed", (eb) => eb.fn.sum("jobs").as("jobs")])
    .groupBy(["status", "starred", "trashed"])
    .execute();
  const sumOf = (is: (row: (typeof counted)[number]) => boolean) =>
    counted.filter(is).reduce((sum, row) => sum + Number(row.jobs), 0);
  assert.equal(
    sumOf(() => true),
    jobs,
  );
  assert.equal(
    sumOf(({ status }) => status === "failed"),
    401,
  );
  assert.equal(
    sumOf(({ starred }) => starred === 1),
    601,
  );
  assert.equal(
    sumOf(({ trashed, starred }) => trashed === 1 && starred === 0),
    121,
  );

  const changed = async () =>
    (await db.selectFrom("jobs").select("id").where("changed_in", ">", 0).execute()).map(({ id }) => id);
  assert.deepEqual(await changed(), []);
  await db.updateTable("jobs").set({ starred: 1 }).where("id", "=", "job-00002").execute();
  assert.deepEqual(await changed(), ["job-00002"]);
});
