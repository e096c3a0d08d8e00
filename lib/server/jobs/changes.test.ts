import assert from "node:assert/strict";
import { describe } from "node:test";
import { sql } from "kysely";
import { changesQuerySchema, jobChangesSchema, maxChanges } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { test } from "../database/testing.ts";
import { readChanges } from "./changes.ts";
import { claimCreate } from "./claim-create.ts";
import { accepted } from "./create-steps.ts";
import { restore, star, trash } from "./decisions.ts";
import { polled } from "./poll-steps.ts";
import { listJobs } from "./read.ts";
import { testStore } from "./test-store.ts";
import { jobNow, leaseMs, present, queuedJob, runningRow, silence } from "./testing.ts";

const processing = { ...silence, state: "running", relayStatus: "processing", isAnswer: true } as const;

/** A page that has read the list once and asks what has changed from then on. */
async function page(store: Store) {
  let { version } = await listJobs(store, {});
  return async () => {
    assert.ok(changesQuerySchema().safeParse({ since: version }).success, version);
    const changes = jobChangesSchema.parse(await readChanges(store, version));
    version = changes.version;
    return changes;
  };
}

describe("what has changed since a version", () => {
  test("is told once: new jobs, what happens to them, stars, and the trash with its mark", async (t) => {
    const store = await testStore(t);
    await queuedJob(store, "was there before");
    const look = await page(store);
    assert.deepEqual((await look()).jobs, []);

    const { id } = await queuedJob(store);
    const happenings: [what: () => Promise<unknown>, fields: Record<string, unknown>][] = [
      [async () => undefined, { status: "queued", trashed: false, starred: false }],
      [() => star(store, id, true), { starred: true }],
      [() => trash(store, id, null), { trashed: true, status: "canceled" }],
      [() => restore(store, id, null), { trashed: false }],
    ];
    for (const [what, fields] of happenings) {
      await what();
      const { jobs, is_complete, totals } = await look();
      assert.deepEqual(
        jobs.map((job) => job.id),
        [id],
      );
      assert.partialDeepStrictEqual(jobs[0], fields);
      assert.deepEqual([is_complete, totals.trashed], [true, fields["trashed"] === true ? 1 : 0]);
      assert.deepEqual((await look()).jobs, []);
    }
    // What changes nothing is none.
    await star(store, id, true);
    await restore(store, id, null);
    const { jobs, seen } = await look();
    assert.deepEqual([jobs, seen], [[], {}]);
  });

  test("tells a column's change just when the job that travels shows it", async (t) => {
    const store = await testStore(t);
    const { id } = await queuedJob(store);
    const row = await store.db.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    const others: Record<string, string | number> = { status: "failed", media_state: "saved", failure_charged: "yes" };
    others["images"] = '["https://pictures.example/1.png"]';
    others["waiting_reason"] = "busy";
    const glimpsed = new Set(["relay_seen_at", "relay_status", "progress"]);
    const isOwn = /^(id|status|updated_at|changed_in|told_in|folded_prompt)$/;
    // The status last: only a queued job shows what it waits for.
    const columns = [...Object.keys(row).filter((name) => !isOwn.test(name)), "status"];
    // Enough stands there for each to show: a failure without a code, say, is none.
    await sql`update jobs set failure_code = 'x', waiting_reason = 'account' where id = ${id}`.execute(store.db);
    const look = await page(store);
    for (const column of columns) {
      const before = await jobNow(store, id);
      const value = others[column] ?? (/(_at|_since|count|tries|links|bytes|fence|attempts)$/.test(column) ? 77 : 1);
      await sql`update jobs set ${sql.ref(column)} = ${value} where id = ${id}`.execute(store.db);
      const after = await jobNow(store, id);
      const { jobs, seen } = await look();
      const isShown = JSON.stringify(after) !== JSON.stringify(before);
      const isFixed = /^(model|prompt|aspect_ratio|size|images|retry_of|batch_id|created_by|created_at)$/.test(column);
      const told = jobs.length > 0 ? "told" : id in seen ? "glimpsed" : "nothing";
      assert.equal(told, glimpsed.has(column) ? "glimpsed" : isShown && !isFixed ? "told" : "nothing", column);
      if (told === "told") assert.deepEqual(jobs[0], after);
    }
  });

  test("is a glimpse where a running job was only asked about, and 20 of those are less than 5 KB", async (t) => {
    const store = await testStore(t, 1_000);
    for (let i = 0; i < 20; i += 1) await queuedJob(store, "A paper boat follows a rain gutter. ".repeat(20));
    const running: JobRow[] = [];
    for (let row = await claimCreate(store, leaseMs); row !== null; row = await claimCreate(store, leaseMs)) {
      const answer = { relayId: `jimeng:${row.id}`, relayStatus: "queued", progress: null };
      running.push(present(await accepted(store, row, answer, store.now())));
    }
    const look = await page(store);
    for (let progress = 10; progress < 50; progress += 10) {
      store.pass(10_000);
      for (const row of running) await polled(store, row, { ...processing, progress }, { intervalMs: 10_000 });
      const changes = await look();
      assert.ok(JSON.stringify(changes).length < 5_000, `${JSON.stringify(changes).length} bytes`);
      assert.deepEqual([changes.jobs, Object.keys(changes.seen).length, changes.counts.running], [[], 20, 20]);
      const { id, relay_seen_at, relay_status, overdue } = await jobNow(store, present(running[0]).id);
      assert.deepEqual(changes.seen[id], { relay_seen_at, relay_status, progress, overdue });
    }
    assert.ok(JSON.stringify(await look()).length < 500);
  });

  test("is called incomplete when it is too much, or when the version is of another database", async (t) => {
    const store = await testStore(t);
    const look = await page(store);
    const jobs = Array.from({ length: maxChanges + 1 }, () => queuedJob(store));
    await Promise.all(jobs);
    const much = await look();
    assert.deepEqual([much.jobs.length, much.is_complete], [maxChanges, false]);
    const next = await look();
    assert.deepEqual([next.jobs, next.is_complete], [[], true]);
    for (const foreign of ["zzzzzzzz", "1.zzzzzzzz", ".", "zzzzzzzzzzzzzzzzzzzz"]) {
      const answer = await readChanges(store, foreign);
      assert.deepEqual([answer.jobs, answer.is_complete], [[], false], foreign);
      assert.equal((await readChanges(store, answer.version)).is_complete, true);
    }
  });

  test("holds a change that was begun before others and is committed behind them", async (t) => {
    const store = await testStore(t);
    if (store.kind === "sqlite") return t.skip("has one writer at a time");
    const [slow, quick] = [await queuedJob(store), await queuedJob(store)];
    const look = await page(store);
    const writer = await (await store.another()).db.startTransaction().execute();
    await writer.updateTable("jobs").set({ starred: 1 }).where("id", "=", slow.id).execute();
    for (const isStarred of [true, false]) {
      await star(store, quick.id, isStarred);
      const ids = (await look()).jobs.map(({ id }) => id);
      assert.deepEqual(ids, [quick.id]);
    }
    await writer.commit().execute();
    const late = await look();
    assert.deepEqual(
      late.jobs.map(({ id, starred }) => [id, starred]),
      [[slow.id, true]],
    );
    assert.deepEqual((await look()).jobs, []);
  });

  test("makes a page that only ever asks for it show what is there, while several instances write", async (t) => {
    const store = await testStore(t);
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) ids.push((await queuedJob(store)).id);
    const shown = new Map((await listJobs(store, { limit: 100 })).jobs.map((job) => [job.id, job]));
    const look = await page(store);
    const take = async () => {
      const { jobs, seen } = await look();
      for (const job of jobs) shown.set(job.id, job);
      for (const [id, glimpse] of Object.entries(seen)) shown.set(id, { ...present(shown.get(id)), ...glimpse });
    };
    const instances = [store, await store.another(), await store.another()];
    const work = { left: instances.length };
    const write = async (each: Store, number: number) => {
      for (let round = 0; round < 40; round += 1) {
        // Two rows in one order, so that the instances wait for each other and commit in another order than they begin.
        const [one, two] = [present(ids[round % 11]), present(ids[11])];
        await each.write(async (tx) => {
          await tx
            .updateTable("jobs")
            .set({ progress: round * 3 + number })
            .where("id", "=", one)
            .execute();
          if (round % 5 === number) {
            await tx.updateTable("jobs").set({ media_bytes: round }).where("id", "=", two).execute();
          }
        });
        if (round % 10 === number) await queuedJob(each);
      }
      work.left -= 1;
    };
    const writing = Promise.all(instances.map(write));
    // SQLite answers without a pause, and the writers need one.
    for (; work.left > 0; await new Promise(setImmediate)) await take();
    await writing;
    await take();
    const there = (await listJobs(store, { limit: 100 })).jobs;
    assert.deepEqual(
      there.map(({ id }) => shown.get(id)),
      there,
    );
  });
});

test("a running job's version of itself is in the answer, with its age past an hour", async (t) => {
  const store = await testStore(t);
  const row = await runningRow(store);
  const look = await page(store);
  store.pass(61 * 60_000);
  await polled(store, row, processing, { intervalMs: 10_000 });
  assert.equal((await look()).seen[row.id]?.overdue, true);
});
