/** The long form of the model: thousands of made-up orders of events for each seed. */
import fc from "fast-check";
import type { DatabaseKind } from "#lib/server/database/testing.ts";
import { openTestStore } from "#lib/server/jobs/test-store.ts";
import { type Outcome, total } from "../outcome.ts";
import type { Row } from "../table.ts";
import { checkPromise } from "./run.ts";
import { callsPerMinute, makeWorld } from "./world.ts";

export interface ManyOptions {
  database: DatabaseKind;
  seeds: readonly number[];
  /** For each seed. */
  orders: number;
}

/** @throws with the shortest order that was found to break the promise */
export async function manyOrders(name: string, { database, seeds, orders }: ManyOptions): Promise<Row> {
  await using store = await openTestStore(database, callsPerMinute);
  const world = await makeWorld(store);
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const details = await checkPromise(world, { seed, numRuns: orders }, (outcome) => outcomes.push(outcome));
    if (details.failed) throw new Error(`${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}`);
  }
  return { name, runs: orders * seeds.length, ended: outcomes.length, figures: total(outcomes) };
}
