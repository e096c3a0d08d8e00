/** The prompts as a search compares them, beside the prompts as they were typed. */
import { type Kysely, sql } from "kysely";
import { folded } from "#lib/folded.ts";
import type { Tables } from "../tables.ts";

const rowsAtOnce = 500;

export async function addJobSearch(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable("jobs")
    .addColumn("folded_prompt", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  for (let last = ""; ;) {
    const rows = await db
      .selectFrom("jobs")
      .select(["id", "prompt"])
      .where("id", ">", last)
      .orderBy("id")
      .limit(rowsAtOnce)
      .execute();
    const end = rows.at(-1);
    if (end === undefined) return;
    const cases = rows.map(({ id, prompt }) => sql`when ${id} then ${folded(prompt)}`);
    await db
      .updateTable("jobs")
      .set({ folded_prompt: sql<string>`case id ${sql.join(cases, sql` `)} end` })
      .where("id", ">", last)
      .where("id", "<=", end.id)
      .execute();
    last = end.id;
  }
}
