import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import type { Store } from "../database/store.ts";
import { testStore } from "../jobs/test-store.ts";
import { present } from "../jobs/testing.ts";
import { readAudit } from "../people/audit-read.ts";
import { addPerson, changePerson, givePasscode, removePerson } from "../people/people.ts";
import { findSession, openSessionIn, sessionsOf } from "./sessions.ts";
import { renewPasscode, signOut } from "./sign-in.ts";
import { codeOf } from "../test-problem.ts";
import { enter, hourMs, limits, personIn, who } from "./test-sign-in.ts";

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
