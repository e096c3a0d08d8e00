/**
 * The promise under everything that can happen, in any order: submissions, crashes, lost and late answers, recovery,
 * rulings. fast-check makes the order up and shrinks what breaks the promise to the few steps that matter.
 */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import type { Store } from "#lib/server/database/store.ts";
import { test } from "#lib/server/database/testing.ts";
import { testStore } from "#lib/server/jobs/test-store.ts";
import { checkCharges, checkPromise } from "./model/run.ts";
import { callsPerMinute, makeWorld, type Recovery } from "./model/world.ts";
import { storedSeeds } from "./seeds.ts";

const numRuns = { sqlite: 120, postgres: 40 };

test("whatever happens, no job is paid twice, none is lost, and what nobody knows is unknown", async (t) => {
  const world = await makeWorld(await testStore(t, callsPerMinute));
  for (const seed of storedSeeds("model")) {
    const details = await checkPromise(world, { seed, numRuns: numRuns[world.store.kind] });
    t.diagnostic(`seed ${seed}: ${details.numRuns} runs`);
    assert.ok(!details.failed, `${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}`);
  }
});

/** What most queues do: a call without an answer is made again. */
const requeue = async ({ db, now }: Store) => {
  await sql`update jobs set status = 'queued', due_at = ${now()} where status = 'submitting' and due_at <= ${now()}`.execute(
    db,
  );
};
const requeueAll = async ({ db, now }: Store) => {
  await sql`update jobs set status = 'queued', due_at = ${now()} where status = 'submitting'`.execute(db);
};
const broken: Recovery = { atStart: requeueAll, afterLease: requeue };

test("a recovery that sends again is found out in a handful of steps", async (t) => {
  const details = await checkPromise(await makeWorld(await testStore(t, callsPerMinute), broken), search);
  assert.ok(stepsOf(t, details).length <= 5);
});

test("a recovery that sends again is found out by the relay's books alone", async (t) => {
  const details = await checkCharges(await makeWorld(await testStore(t, callsPerMinute), broken), search);
  assert.match(String(details.errorInstance), /was paid for 2 times/);
  assert.ok(stepsOf(t, details).length <= 8);
});

const search = { seed: 5, numRuns: 1_000 };

/** The shortest way to break the promise that was found. */
function stepsOf(t: TestContext, details: Awaited<ReturnType<typeof checkPromise>>): string[] {
  assert.ok(details.failed, "the broken recovery was not noticed");
  const steps = [...(details.counterexample?.[0] ?? [])].map((command) => command.toString());
  t.diagnostic(`found by run ${details.numRuns}, shrunk ${details.numShrinks} times: ${steps.join(" | ")}`);
  return steps;
}
