import assert from "node:assert/strict";
import { describe } from "node:test";
import type { Visitor } from "#lib/person.ts";
import { test } from "../database/testing.ts";
import { codeOf } from "../test-problem.ts";
import type { Store } from "../database/store.ts";
import { restore, trash } from "./decisions.ts";
import { changesFor, listFor, ownRowFor, readFor, rowFor, rowsFor } from "./for-visitor.ts";
import { submit } from "./submit.ts";
import { testStore } from "./test-store.ts";
import { catFish, present } from "./testing.ts";

const ada: Visitor = { person: "ada", role: "member" };
const bob: Visitor = { person: "bob", role: "member" };
const root: Visitor = { person: "root", role: "admin" };
const operator: Visitor = { person: null, role: "admin" };

async function jobBy(store: Store, { person }: Visitor, prompt: string): Promise<string> {
  const { jobs } = await submit(store, { ...catFish, prompt }, { person, key: null });
  return present(jobs[0]).id;
}

async function listed(store: Store, visitor: Visitor, query: Parameters<typeof listFor>[2] = {}): Promise<string[]> {
  return (await listFor(store, visitor, query)).jobs.map(({ prompt }) => prompt);
}

describe("people", () => {
  test("share the list, which can be of one person's jobs alone, in each status and page by page", async (t) => {
    const store = await testStore(t);
    for (const prompt of ["a1", "a2", "a3"]) await jobBy(store, ada, prompt);
    await jobBy(store, bob, "b1");
    assert.deepEqual(await listed(store, bob), ["b1", "a3", "a2", "a1"]);
    assert.deepEqual(await listed(store, bob, { by: "ada" }), ["a3", "a2", "a1"]);
    assert.deepEqual(await listed(store, bob, { by: "ada", status: "queued,running" }), ["a3", "a2", "a1"]);
    assert.deepEqual(await listed(store, bob, { by: "ada", status: "failed" }), []);
    assert.deepEqual(await listed(store, bob, { by: "nobody" }), []);
    const { next_cursor } = await listFor(store, bob, { by: "ada", limit: 2 });
    assert.deepEqual(await listed(store, bob, { by: "ada", cursor: present(next_cursor) }), ["a1"]);
  });

  test("have each their own trash: another's is neither listed, counted, read nor changed; admins see all", async (t) => {
    const store = await testStore(t);
    const adas = await jobBy(store, ada, "ada's secret");
    await jobBy(store, bob, "bob's");
    const { version } = await listFor(store, bob, {});
    await trash(store, adas, "ada");

    for (const visitor of [ada, root, operator]) {
      assert.deepEqual(await listed(store, visitor, { trashed: "true" }), ["ada's secret"]);
      assert.equal((await listFor(store, visitor, {})).totals.trashed, 1);
      assert.equal((await readFor(store, visitor, adas))?.job.id, adas);
      assert.equal((await ownRowFor(store, visitor, adas)).id, adas);
    }
    for (const by of [undefined, "ada", "bob"])
      assert.deepEqual(await listed(store, bob, { trashed: "true", ...(by === undefined ? {} : { by }) }), []);
    assert.equal((await listFor(store, bob, {})).totals.trashed, 0);
    assert.equal(await readFor(store, bob, adas), null);
    assert.deepEqual(await rowsFor(store, bob, [adas]), []);
    for (const read of [rowFor, ownRowFor]) assert.equal(await codeOf(read(store, bob, adas)), "not_found");

    // A page that shows it is told to take it away, and nothing of it besides.
    const { jobs, totals } = await changesFor(store, bob, version);
    assert.deepEqual(
      jobs.map(({ id, trashed, prompt }) => [id, trashed, prompt]),
      [[adas, true, ""]],
    );
    assert.ok(!JSON.stringify(jobs).includes("secret"));
    assert.equal(totals.trashed, 0);
    assert.ok(JSON.stringify(await changesFor(store, ada, version)).includes("secret"));
    // Nor does it hear how that job goes on.
    const { version: since } = await listFor(store, bob, {});
    await store.db.updateTable("jobs").set({ progress: 50 }).where("id", "=", adas).execute();
    assert.deepEqual((await changesFor(store, bob, since)).seen, {});
    assert.deepEqual(Object.keys((await changesFor(store, ada, since)).seen), [adas]);

    await restore(store, adas, "ada");
    assert.equal((await readFor(store, bob, adas))?.job.prompt, "ada's secret");
  });

  test("decide about their own jobs, admins about all; what nobody signed is the admins'", async (t) => {
    const store = await testStore(t);
    const adas = await jobBy(store, ada, "ada's");
    const nobodys = await jobBy(store, operator, "nobody's");
    for (const [visitor, id, code] of [
      [ada, adas, "done"],
      [bob, adas, "not_yours"],
      [root, adas, "done"],
      [operator, adas, "done"],
      [ada, nobodys, "not_yours"],
      [operator, nobodys, "done"],
    ] as const) {
      assert.equal(await codeOf(ownRowFor(store, visitor, id)), code, `${visitor.person} ${id === adas}`);
      assert.equal(await codeOf(rowFor(store, visitor, id)), "done");
    }
    for (const id of ["x", "01890000-0000-7000-8000-000000000000"])
      assert.equal(await codeOf(ownRowFor(store, root, id)), "not_found");
  });
});
