/** The names under which jobs were made. */
import type { Store } from "../database/store.ts";

/** People who were removed are among them: their jobs are there. */
export async function makersOf(store: Store): Promise<string[]> {
  const rows = await store.db
    .selectFrom("jobs")
    .select("created_by")
    .distinct()
    .where("created_by", "is not", null)
    .where("trashed_at", "is", null)
    .execute();
  return rows.flatMap(({ created_by }) => created_by ?? []).toSorted((a, b) => a.localeCompare(b));
}
