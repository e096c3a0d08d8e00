/** Whoever guesses gets a few tries, and whoever knows always gets in. */
import assert from "node:assert/strict";
import { describe } from "node:test";
import { Problem } from "#lib/problem.ts";
import { test } from "../database/testing.ts";
import { testStore } from "../jobs/test-store.ts";
import { readAudit } from "../people/audit-read.ts";
import { guessLimits } from "./guesses.ts";
import { codeOf } from "../test-problem.ts";
import { enter, personIn, who } from "./test-sign-in.ts";

describe("wrong passcodes", () => {
  test("of one name are looked at a few times and then refused for a while that doubles", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    await personIn(store, "ada");
    for (let guess = 0; guess <= guessLimits.freePerName; guess += 1)
      assert.equal(await codeOf(enter(guess % 2 === 0 ? store : other, "ada", `guess ${guess}`)), "wrong_passcode");
    for (let restMs: number = guessLimits.firstRestMs; restMs <= 64_000; restMs *= 2) {
      assert.equal(await codeOf(enter(other, "ada", "guess")), "too_many_guesses");
      store.pass(restMs);
      assert.equal(await codeOf(enter(store, "ada", "guess")), "wrong_passcode", `after ${restMs} ms`);
    }
  });

  test("at once, from two instances, are counted one by one", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    await personIn(store, "ada");
    const all = Array.from({ length: 30 }, (_, i) => codeOf(enter(i % 2 === 0 ? store : other, "ada", `guess ${i}`)));
    const looked = (await Promise.all(all)).filter((code) => code === "wrong_passcode").length;
    assert.equal(looked, guessLimits.freePerName + 1);
  });

  test("of many names together are refused beyond so many a minute", async (t) => {
    const store = await testStore(t);
    const ends = new Map<string, number>();
    for (let guess = 0; guess < guessLimits.perMinute + 20; guess += 1) {
      const code = await codeOf(enter(store, `name ${guess}`, "guess"));
      ends.set(code, (ends.get(code) ?? 0) + 1);
    }
    assert.deepEqual(Object.fromEntries(ends), { wrong_passcode: guessLimits.perMinute, too_many_guesses: 20 });
    store.pass(60_000);
    assert.equal(await codeOf(enter(store, "another", "guess")), "wrong_passcode");
  });

  test("never keep out whoever has the right one, and are forgiven then", async (t) => {
    const store = await testStore(t);
    const passcode = await personIn(store, "ada");
    for (let guess = 0; guess < guessLimits.perMinute + 20; guess += 1) await codeOf(enter(store, "ada", "guess"));
    assert.equal(await codeOf(enter(store, "ada", "guess")), "too_many_guesses");
    assert.equal(await who(store, await enter(store, "ada", passcode)), "ada");
    assert.equal(await codeOf(enter(store, "ada", "guess")), "wrong_passcode");
  });

  test("are answered alike for a name that there is and for one that there is not", async (t) => {
    const store = await testStore(t);
    await personIn(store, "ada");
    const answersFor = async (name: string) => {
      const answers: string[] = [];
      for (let guess = 0; guess < 8; guess += 1) {
        try {
          await enter(store, name, "guess");
        } catch (error) {
          assert.ok(error instanceof Problem);
          answers.push(JSON.stringify([error.code, error.message, error.details]));
        }
      }
      return answers;
    };
    assert.deepEqual(await answersFor("ada"), await answersFor("nobody"));
  });

  test("stand in the audit log summed up, with the name of a person and without that of anybody else", async (t) => {
    const store = await testStore(t);
    await personIn(store, "ada");
    for (let guess = 0; guess < 40; guess += 1) {
      await codeOf(enter(store, "ada", "guess"));
      await codeOf(enter(store, "my secret typed into the wrong field", "guess"));
      store.pass(2_000);
    }
    const { entries } = await readAudit(store, { limit: 200 });
    const failures = entries.filter(({ action }) => action === "sign_in_failed");
    assert.deepEqual(new Set(failures.map(({ subject }) => subject)), new Set(["ada", "unknown names"]));
    assert.deepEqual(
      failures.filter(({ subject }) => subject === "ada").map(({ detail }) => detail["in_a_row"]),
      [8, 4, 2, 1],
    );
    const stored = await store.db.selectFrom("wrong_guesses").selectAll().execute();
    assert.ok(!JSON.stringify([entries, stored]).includes("secret"));
  });
});
