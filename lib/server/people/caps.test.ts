import assert from "node:assert/strict";
import { describe } from "node:test";
import { Problem } from "#lib/problem.ts";
import { test } from "../database/testing.ts";
import type { Store } from "../database/store.ts";
import { claimCreate } from "../jobs/claim-create.ts";
import { outcomeUnknown, rejected } from "../jobs/create-steps.ts";
import { cancel, ruledNotCreated } from "../jobs/decisions.ts";
import { succeeded } from "../jobs/poll-steps.ts";
import { retry, submit } from "../jobs/submit.ts";
import { testStore } from "../jobs/test-store.ts";
import { catFish, leaseMs, present, silence } from "../jobs/testing.ts";
import { changeCaps } from "./caps-change.ts";
import { roomOf, usedToday } from "./caps.ts";
import { dayCounts } from "./day-counts.ts";
import { addPerson, changePerson } from "./people.ts";

const dayMs = 24 * 3_600_000;

async function deskOf(store: Store, ...names: string[]): Promise<void> {
  for (const name of names) await addPerson(store, name, "member", null);
}

async function make(store: Store, person: string | null, count = 1): Promise<string[]> {
  const { jobs } = await submit(store, { ...catFish, count }, { person, key: null });
  return jobs.map(({ id }) => id);
}

/** @returns how many of the submissions were accepted; each other one was refused for the cap */
async function acceptedOf(all: readonly Promise<unknown>[]): Promise<number> {
  const ends = await Promise.allSettled(all);
  for (const end of ends) if (end.status === "rejected") assert.equal(codeOf(end.reason), "cap_reached");
  return ends.filter(({ status }) => status === "fulfilled").length;
}

function codeOf(error: unknown): string {
  return error instanceof Problem ? error.code : String(error);
}

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  return assert.fail("It was not refused");
}

describe("a cap", () => {
  test("of a person holds against ten submissions at once, from two instances", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    await deskOf(store, "ada", "bob");
    await changeCaps(store, { jobs_per_person_per_day: 4 }, null);
    const all = Array.from({ length: 10 }, (_, i) => make(i % 2 === 0 ? store : other, "ada"));
    assert.equal(await acceptedOf(all), 4);
    assert.equal(await usedToday(store, store.db, "ada"), 4);
    await make(store, "bob", 4);
  });

  test("of the whole desk holds against ten submissions at once, whoever sends them", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    await deskOf(store, "ada", "bob");
    await changeCaps(store, { jobs_per_day: 7 }, null);
    const all = Array.from({ length: 10 }, (_, i) => make(i % 2 === 0 ? store : other, i % 3 === 0 ? "ada" : "bob"));
    assert.equal(await acceptedOf(all), 7);
    assert.equal(codeOf(await refusal(make(store, null))), "cap_reached");
  });

  test("refuses a submission whole, stores nothing of it, and says limit, use and the next day", async (t) => {
    const store = await testStore(t);
    await deskOf(store, "ada");
    await changeCaps(store, { jobs_per_person_per_day: 5 }, null);
    await make(store, "ada", 3);
    const key = "press-1";
    const { code, status, details } = await refusal(submit(store, { ...catFish, count: 3 }, { person: "ada", key }));
    assert.deepEqual([code, status], ["cap_reached", 429]);
    assert.deepEqual(details, {
      scope: "person",
      limit: 5,
      used: 3,
      asked: 3,
      resets_at: "2026-01-02T00:00:00.000Z",
      time_zone: "UTC",
      retry_after: 12 * 3_600,
    });
    assert.equal(await usedToday(store, store.db), 3);
    // The refused press left no trace: with less asked for, or on the next day, the same key is a new intent.
    store.pass(dayMs);
    const { jobs, isReplay } = await submit(store, { ...catFish, count: 3 }, { person: "ada", key });
    assert.deepEqual([jobs.length, isReplay], [3, false]);
  });

  test("lets a press through that was accepted before, however full the day has become", async (t) => {
    const store = await testStore(t);
    await deskOf(store, "ada");
    await changeCaps(store, { jobs_per_person_per_day: 1 }, null);
    const intent = { person: "ada", key: "press-1" };
    const first = await submit(store, catFish, intent);
    const again = await submit(store, catFish, intent);
    assert.deepEqual([again.isReplay, again.jobs[0]?.id], [true, first.jobs[0]?.id]);
  });

  test("of one's own stands above the one for everybody, up or down, and none may mean no job at all", async (t) => {
    const store = await testStore(t);
    await deskOf(store, "ada", "bob");
    await changeCaps(store, { jobs_per_person_per_day: 2 }, null);
    await changePerson(store, "ada", { jobs_per_day: 3 }, null);
    await changePerson(store, "bob", { jobs_per_day: 0 }, null);
    await make(store, "ada", 3);
    assert.deepEqual((await refusal(make(store, "ada"))).details["limit"], 3);
    assert.deepEqual((await refusal(make(store, "bob"))).details["limit"], 0);
    assert.deepEqual(await roomOf(store, "ada"), { jobs_today: 3, jobs_per_day: 3 });
    await changePerson(store, "bob", { jobs_per_day: null }, null);
    await make(store, "bob", 2);
  });
});

describe("a job makes room in its day", () => {
  test("when it is canceled, refused by the relay, or ruled not to have been created", async (t) => {
    const store = await testStore(t);
    await deskOf(store, "ada");
    await changeCaps(store, { jobs_per_person_per_day: 1 }, null);
    const [canceled = ""] = await make(store, "ada");
    assert.equal(codeOf(await refusal(make(store, "ada"))), "cap_reached");
    await cancel(store, canceled, "ada");
    await make(store, "ada");
    await rejected(store, present(await claimCreate(store, leaseMs)), { code: "bad", message: "refused" });
    const [lost = ""] = await make(store, "ada");
    await outcomeUnknown(store, present(await claimCreate(store, leaseMs)), { reason: "timeout", message: "silent" });
    assert.equal(codeOf(await refusal(make(store, "ada"))), "cap_reached", "an unknown one counts");
    await ruledNotCreated(store, lost, "ada");
    await make(store, "ada");
  });

  test("and takes it back when its video turns up after all", async (t) => {
    const store = await testStore(t);
    await deskOf(store, "ada");
    await changeCaps(store, { jobs_per_person_per_day: 2 }, null);
    const [lost = ""] = await make(store, "ada");
    const row = present(await claimCreate(store, leaseMs));
    await outcomeUnknown(store, row, { reason: "timeout", message: "silent" });
    await ruledNotCreated(store, lost, "ada");
    assert.equal(await usedToday(store, store.db, "ada"), 0);
    const reading = { ...silence, state: "succeeded", videoUrl: "https://files.example/v.mp4" } as const;
    present(await succeeded(store, row, ["failed"], reading));
    assert.equal(await usedToday(store, store.db, "ada"), 1);
  });

  test("but not when it is submitted again, which counts as the new job that it is", async (t) => {
    const store = await testStore(t);
    await deskOf(store, "ada");
    await changeCaps(store, { jobs_per_person_per_day: 1 }, null);
    const [lost = ""] = await make(store, "ada");
    await outcomeUnknown(store, present(await claimCreate(store, leaseMs)), { reason: "timeout", message: "silent" });
    assert.equal(codeOf(await refusal(retry(store, lost, true, { person: "ada", key: null }))), "cap_reached");
    await changeCaps(store, { jobs_per_person_per_day: 2 }, null);
    await retry(store, lost, true, { person: "ada", key: null });
    assert.equal(await usedToday(store, store.db, "ada"), 2);
  });
});

test("jobs are counted by person and day", async (t) => {
  const store = await testStore(t);
  await deskOf(store, "ada", "bob");
  const [first = ""] = await make(store, "ada", 2);
  await make(store, "bob");
  await cancel(store, first, "ada");
  store.pass(dayMs);
  await make(store, "bob");
  await make(store, null);
  const none = { succeeded: 0, unknown: 0 };
  assert.deepEqual(
    (await dayCounts(store, 30)).toSorted((a, b) => `${a.day} ${a.person}`.localeCompare(`${b.day} ${b.person}`)),
    [
      { day: "2026-01-01", person: "ada", submitted: 2, counted: 1, ...none },
      { day: "2026-01-01", person: "bob", submitted: 1, counted: 1, ...none },
      { day: "2026-01-02", person: "bob", submitted: 1, counted: 1, ...none },
      { day: "2026-01-02", person: null, submitted: 1, counted: 1, ...none },
    ],
  );
});
