import assert from "node:assert/strict";
import { sql } from "kysely";
import { jobStatuses } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import { test } from "../database/testing.ts";
import { countJobs, type Counted } from "./counts.ts";
import { testStore } from "./test-store.ts";
import { present, queuedJobs } from "./testing.ts";

/** What the rows themselves say. */
async function recount(store: Store): Promise<Counted> {
  const rows = await store.db.selectFrom("jobs").select(["status", "starred", "trashed_at"]).execute();
  const shown = rows.filter(({ trashed_at }) => trashed_at === null);
  const counts = jobStatuses.map((status) => [status, shown.filter((row) => row.status === status).length]);
  return {
    counts: Object.fromEntries(counts) as Counted["counts"],
    totals: { starred: shown.filter(({ starred }) => starred === 1).length, trashed: rows.length - shown.length },
  };
}

/** The same numbers each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Whatever can happen to a row, by whatever statement, some of it undone again. */
async function happen(store: Store, below: (below: number) => number, ids: readonly string[]): Promise<void> {
  const one = present(ids[below(ids.length)]);
  const status = present(jobStatuses[below(jobStatuses.length)]);
  switch (below(6)) {
    case 0:
      await store.db.updateTable("jobs").set({ status }).where("id", "=", one).execute();
      return;
    case 1:
      await store.db.updateTable("jobs").set({ trashed_at: store.now() }).where("id", "=", one).execute();
      return;
    case 2:
      await store.db.updateTable("jobs").set({ trashed_at: null, starred: 1 }).where("id", "=", one).execute();
      return;
    case 3:
      await store.db.updateTable("jobs").set({ starred: 0, progress: 5 }).where("id", "=", one).execute();
      return;
    case 4:
      await assert.rejects(
        store.write(async (tx) => {
          await tx.updateTable("jobs").set({ status, starred: 1 }).where("id", "=", one).execute();
          throw new Error("undone");
        }),
        /undone/,
      );
      return;
    default:
      await store.db.deleteFrom("job_events").where("job_id", "=", one).execute();
      await store.db.deleteFrom("jobs").where("id", "=", one).execute();
  }
}

test("the counts are what a recount would give, after any history and for every instance", async (t) => {
  const store = await testStore(t);
  const ids = await queuedJobs(store, 60);
  const instances = [store, await store.another(), await store.another()];
  const below = chance(7);
  for (let round = 0; round < 30; round += 1) {
    await Promise.all(instances.flatMap((each) => [0, 1, 2].map(() => happen(each, below, ids))));
    // Many at once, by themselves: two such statements could each wait for a row that the other holds.
    const trashed_at = round % 2 === 0 ? store.now() : null;
    await store.db
      .updateTable("jobs")
      .set({ trashed_at })
      .where("id", ">=", ids[below(ids.length)] ?? "")
      .execute();
    for (const each of instances) assert.deepEqual(await countJobs(each), await recount(store));
  }
  // However much has happened, there is little to add up.
  const { parts } = await store.db
    .selectFrom("job_counts")
    .select((eb) => eb.fn.countAll<number>().as("parts"))
    .executeTakeFirstOrThrow();
  assert.ok(parts < 400, `${parts} rows`);
});

test("no reader meets counts that no moment had, while others write", async (t) => {
  const store = await testStore(t);
  const ids = await queuedJobs(store, 40);
  const other = await store.another();
  const below = chance(11);
  const work = { isDone: false };
  const writing = (async () => {
    for (let round = 0; round < 40; round += 1) {
      await Promise.all([store, other, store, other].map((each) => happen(each, below, ids)));
    }
    work.isDone = true;
  })();
  let looks = 0;
  for (; !work.isDone; looks += 1) {
    const { rows } = await sql<{ jobs: number; counted: number }>`
      select (select count(*) from jobs) as jobs, (select coalesce(sum(jobs), 0) from job_counts) as counted
    `.execute(other.db);
    assert.equal(Number(rows[0]?.counted), Number(rows[0]?.jobs));
    await new Promise(setImmediate);
  }
  await writing;
  assert.ok(looks > 0);
  assert.deepEqual(await countJobs(store), await recount(store));
});
