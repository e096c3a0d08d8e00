/** Started together with its database, Clipdesk is ready first, and waits instead of ending. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { DatabaseError } from "pg";
import { log } from "../log.ts";
import { DatabaseUnreachable } from "./postgres.ts";
import type { Tables } from "./tables.ts";

const patienceMs = 30_000;
const restMs = 500;
/** "The database system is starting up", and all its connections taken, as by the instance that is just being replaced. */
const passing = new Set(["57P03", "53300"]);

/** @throws {DatabaseUnreachable} when the database cannot be reached for that long, or will not let us in */
export async function untilReachable(db: Kysely<Tables>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    try {
      await sql`select 1`.execute(db);
      return;
    } catch (error) {
      if (Date.now() > deadline || !isPassing(error)) throw error;
      if (tries === 1 && error instanceof Error) log.warn("Waiting for the database", { reason: error.message });
      await sleep(restMs);
    }
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof DatabaseUnreachable)) return false;
  const { cause } = error;
  return cause instanceof DatabaseError ? passing.has(cause.code ?? "") : true;
}
