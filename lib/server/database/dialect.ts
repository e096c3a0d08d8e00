/** For what the two databases can only do each in its own words. */
import { type Kysely, PostgresAdapter } from "kysely";

export function isPostgres<T>(db: Kysely<T>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
