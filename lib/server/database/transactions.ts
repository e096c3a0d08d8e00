/**
 * Postgres writes in transactions of its own for each writer: it shares the wait for the disk among them by itself. Two
 * instances can get in each other's way as two writers of one SQLite process cannot, so what was undone runs again.
 */
import type { Kysely } from "kysely";
import { isOvertaken } from "./errors.ts";
import type { Write } from "./group-commit.ts";
import type { Tables } from "./tables.ts";

/** Each further run has seen what overtook the one before; more than a few in a row is a fault of ours. */
const maxRuns = 5;

export function transactions(db: Kysely<Tables>): Write {
  return async (work) => {
    for (let run = 1; ; run += 1) {
      try {
        return await db.transaction().execute(work);
      } catch (error) {
        if (run >= maxRuns || !isOvertaken(error)) throw error;
      }
    }
  };
}
