import assert from "node:assert/strict";
import { describe } from "node:test";
import { Problem } from "#lib/problem.ts";
import { test } from "../database/testing.ts";
import type { Store } from "../database/store.ts";
import { testStore } from "../jobs/test-store.ts";
import { present } from "../jobs/testing.ts";
import { readAudit } from "../people/audit-read.ts";
import { addPerson, changePerson, givePasscode, removePerson } from "../people/people.ts";
import { guessLimits } from "./guesses.ts";
import { findSession, openSessionIn, type SessionLimits, sessionsOf } from "./sessions.ts";
import { renewPasscode, signIn, signOut } from "./sign-in.ts";

const hourMs = 3_600_000;
const limits: SessionLimits = { idleMs: 72 * hourMs, lifeMs: 336 * hourMs };

async function personIn(store: Store, name: string, role: "member" | "admin" = "member"): Promise<string> {
  await addPerson(store, name, role, null);
  return present(await givePasscode(store, name, null));
}

function enter(store: Store, name: string, passcode: string, oldSession: string | null = null): Promise<string> {
  return signIn(store, { name, passcode, oldSession }, limits);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "accepted";
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

async function who(store: Store, session: string): Promise<string | null> {
  return (await findSession(store, session, limits))?.person ?? null;
}

describe("a session", () => {
  test("is whose passcode opened it, in whatever case the name was typed, and is kept as a hash", async (t) => {
    const store = await testStore(t);
    const passcode = await personIn(store, "Ada", "admin");
    const session = await enter(store, " ada ", passcode);
    assert.deepEqual(await findSession(store, session, limits), { person: "Ada", role: "admin" });
    const rows = await store.db.selectFrom("sessions").selectAll().execute();
    assert.equal(rows.length, 1);
    assert.ok(!JSON.stringify(rows).includes(session));
    for (const other of ["", "x", session.slice(1), `${session}x`, rows[0]?.id_hash ?? ""])
      assert.equal(await findSession(store, other, limits), null);
  });

  test("ends when it rests too long, and after its longest life however busy it is", async (t) => {
    const store = await testStore(t);
    const session = await enter(store, "ada", await personIn(store, "ada"));
    for (let hours = 0; hours + 70 <= 336; hours += 70) {
      store.pass(70 * hourMs);
      assert.equal(await who(store, session), "ada", `after ${hours + 70} hours of use`);
    }
    store.pass(57 * hourMs);
    assert.equal(await who(store, session), null, "its life is over");
    const passcode = present(await givePasscode(store, "ada", null));
    const rested = await enter(store, "ada", passcode);
    store.pass(73 * hourMs);
    assert.equal(await who(store, rested), null, "it has rested too long");
  });

  test("is a new one at each sign-in, which ends the one that the browser had", async (t) => {
    const store = await testStore(t);
    const passcode = await personIn(store, "ada");
    const first = await enter(store, "ada", passcode);
    const second = await enter(store, "ada", passcode, first);
    assert.notEqual(first, second);
    assert.deepEqual([await who(store, first), await who(store, second)], [null, "ada"]);
  });

  test("ends with the sign-out, on every instance, and its cookie is worth nothing from then on", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    const session = await enter(store, "ada", await personIn(store, "ada"));
    assert.equal(await who(other, session), "ada");
    await signOut(store, session);
    assert.deepEqual([await who(store, session), await who(other, session)], [null, null]);
    await signOut(store, session);
  });

  test("ends when the passcode is replaced and when the person is kept out or removed", async (t) => {
    const store = await testStore(t);
    await personIn(store, "root", "admin");
    const old = await personIn(store, "ada");
    const first = await enter(store, "ada", old);
    const passcode = present(await givePasscode(store, "ada", null));
    assert.equal(await who(store, first), null);
    assert.equal(await codeOf(enter(store, "ada", old)), "wrong_passcode");
    const second = await enter(store, "ada", passcode);
    await changePerson(store, "ada", { is_revoked: true }, null);
    assert.equal(await who(store, second), null);
    assert.equal(await codeOf(enter(store, "ada", passcode)), "wrong_passcode");
    assert.equal(await codeOf(renewPasscode(store, "ada", passcode, limits)), "wrong_passcode");
    await changePerson(store, "ada", { is_revoked: false }, null);
    const third = await enter(store, "ada", passcode);
    await removePerson(store, "ada", null);
    assert.equal(await who(store, third), null);
  });

  test("is not opened by a passcode that was replaced, nor for a person kept out, while it was being looked at", async (t) => {
    const store = await testStore(t);
    await personIn(store, "root", "admin");
    const old = await personIn(store, "ada");
    const replaced = before(store, () => givePasscode(store, "ada", null));
    assert.equal(await codeOf(enter(replaced, "ada", old)), "wrong_passcode");
    const passcode = present(await givePasscode(store, "ada", null));
    const keptOut = before(store, () => changePerson(store, "ada", { is_revoked: true }, null));
    assert.equal(await codeOf(enter(keptOut, "ada", passcode)), "wrong_passcode");
    // Nor does one that is there, however it came to be, help a person who is kept out.
    const session = await store.write((tx) => openSessionIn(store, tx, "ada", limits));
    assert.equal(await who(store, session), null);
  });

  test("may be ended everywhere at once, and ends when its person gets a new passcode for the present one", async (t) => {
    const store = await testStore(t);
    const passcode = await personIn(store, "ada");
    const [here, there] = [await enter(store, "ada", passcode), await enter(store, "ada", passcode)];
    const sessions = await sessionsOf(store, "ada", there, limits);
    assert.deepEqual([sessions.length, sessions.filter(({ is_this }) => is_this).length], [2, 1]);
    await signOut(store, here, true);
    assert.deepEqual([await who(store, here), await who(store, there)], [null, null]);
    const again = await enter(store, "ada", passcode);
    assert.equal(await codeOf(renewPasscode(store, "ada", "guess", limits)), "wrong_passcode");
    assert.equal(await who(store, again), "ada");
    const renewed = await renewPasscode(store, "ada", passcode, limits);
    assert.deepEqual([await who(store, again), await who(store, renewed.session)], [null, "ada"]);
    assert.equal(await codeOf(enter(store, "ada", passcode)), "wrong_passcode");
    assert.equal(await who(store, await enter(store, "ada", present(renewed.passcode))), "ada");
  });

  test("has the role of this moment", async (t) => {
    const store = await testStore(t);
    await personIn(store, "root", "admin");
    const session = await enter(store, "ada", await personIn(store, "ada", "admin"));
    await changePerson(store, "ada", { role: "member" }, null);
    assert.equal((await findSession(store, session, limits))?.role, "member");
  });

  test("is one of twenty at most: the one that has rested longest goes first", async (t) => {
    const store = await testStore(t);
    await addPerson(store, "ada", "member", null);
    const sessions: string[] = [];
    for (let device = 0; device < 21; device += 1) {
      store.pass(1_000);
      sessions.push(await store.write((tx) => openSessionIn(store, tx, "ada", limits)));
    }
    assert.equal(await who(store, sessions[0] ?? ""), null);
    assert.equal(await who(store, sessions[1] ?? ""), "ada");
  });
});

/** The same store, on which something else comes before the first write. */
function before(store: Store, act: () => Promise<unknown>): Store {
  let isFirst = true;
  return {
    ...store,
    write: async (work) => {
      if (isFirst) {
        isFirst = false;
        await act();
      }
      return store.write(work);
    },
  };
}

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

test("signing in and out stands in the audit log, with the name and nothing secret", async (t) => {
  const store = await testStore(t);
  const passcode = await personIn(store, "ada");
  const session = await enter(store, "ada", passcode);
  await signOut(store, session);
  const { entries } = await readAudit(store, {});
  assert.deepEqual(
    entries.map(({ actor, action }) => [actor, action]),
    [
      ["ada", "sign_out"],
      ["ada", "sign_in"],
      [null, "passcode_made"],
      [null, "person_added"],
    ],
  );
  const written = JSON.stringify(await store.db.selectFrom("audit_log").selectAll().execute());
  for (const secret of [session, passcode, passcode.replaceAll("-", "")]) assert.ok(!written.includes(secret));
});
