import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import { cancel, trash } from "./decisions.ts";
import { retry, submit } from "./submit.ts";
import { takesOf } from "./takes.ts";
import { testStore } from "./test-store.ts";
import { catFish, present, queuedJob } from "./testing.ts";

const nobody = { person: null, key: null };

describe("the takes beside a job", () => {
  test("are those of its submission, what it was retried from and as, and nothing else", async (t) => {
    const store = await testStore(t);
    await queuedJob(store, "somebody else's");
    const { jobs: batch } = await submit(store, { ...catFish, count: 3 }, nobody);
    const [first, second, third] = batch.map(({ id }) => id);
    await cancel(store, present(first), null);
    const again = present((await retry(store, present(first), false, nobody)).jobs[0]).id;
    await cancel(store, again, null);
    const another = present((await retry(store, present(first), false, nobody)).jobs[0]).id;
    const deeper = present((await retry(store, again, false, nobody)).jobs[0]).id;
    const ids = async (id: string | undefined) => (await takesOf(store, present(id))).map((job) => job.id);
    assert.deepEqual(await ids(first), [first, second, third, again, another]);
    assert.deepEqual(await ids(second), [first, second, third]);
    assert.deepEqual(await ids(again), [first, again, another, deeper]);
    await trash(store, present(third), null);
    assert.deepEqual(await ids(second), [first, second]);
  });

  test("of a job that stands alone are itself, and of an unknown id there are none", async (t) => {
    const store = await testStore(t);
    const { id } = await queuedJob(store);
    assert.deepEqual(
      (await takesOf(store, id)).map((job) => job.id),
      [id],
    );
    for (const other of ["nope", "01a227e9-16e9-7261-9bdc-34d71b57985c"]) {
      await assert.rejects(takesOf(store, other), { code: "not_found" });
    }
  });
});
