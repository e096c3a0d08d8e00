/**
 * The database server's clock, read without asking each time. Instances on several machines compare leases and slots of
 * the budget with one another, so they must agree on the time, and their own clocks need not. The domain reads the time
 * several times within one transaction and must get it at once, so the distance to the server's clock is measured now
 * and then, and added to this machine's. It is exact to half a round trip; leases are 30 s and more.
 */
import { type Kysely, sql } from "kysely";
import { log } from "../log.ts";
import type { Tables } from "./tables.ts";

/** This machine's clock may be set by hand or by NTP; it is wrong for so long at most. */
const measureEveryMs = 15_000;
/** The fastest of a few answers tells best, as the delay of the others is not known to be even. */
const samples = 3;
/** A step that people should know of, because leases may have been misjudged meanwhile. */
const noteworthyMs = 1_000;

export interface DatabaseClock {
  now: () => number;
  stop: () => void;
}

/** @throws when the database does not answer; later failures keep the last measurement */
export async function databaseClock(db: Kysely<Tables>): Promise<DatabaseClock> {
  let offsetMs = await measure(db);
  const again = async () => {
    const measuredMs = await measure(db);
    if (Math.abs(measuredMs - offsetMs) > noteworthyMs) {
      log.warn("This machine's clock moved against the database's", { by_ms: Math.round(measuredMs - offsetMs) });
    }
    offsetMs = measuredMs;
  };
  const timer = setInterval(() => {
    again().catch((error: unknown) => log.error("The database's clock could not be read", error));
  }, measureEveryMs);
  timer.unref();
  return { now: () => Math.round(Date.now() + offsetMs), stop: () => clearInterval(timer) };
}

async function measure(db: Kysely<Tables>): Promise<number> {
  let best = { offsetMs: 0, tookMs: Number.POSITIVE_INFINITY };
  for (let sample = 0; sample < samples; sample += 1) {
    const askedAt = Date.now();
    const startedAt = performance.now();
    const { rows } = await sql<{ now_ms: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`.execute(db);
    const tookMs = performance.now() - startedAt;
    const [row] = rows;
    if (row !== undefined && tookMs < best.tookMs) best = { offsetMs: row.now_ms - (askedAt + tookMs / 2), tookMs };
  }
  return best.offsetMs;
}
