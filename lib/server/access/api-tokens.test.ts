import assert from "node:assert/strict";
import { describe } from "node:test";
import type { Visitor } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import { test } from "../database/testing.ts";
import type { Store } from "../database/store.ts";
import { testStore } from "../jobs/test-store.ts";
import { readAudit } from "../people/audit-read.ts";
import { addPerson, changePerson, removePerson } from "../people/people.ts";
import { callerOf, makeToken, revokeToken, tokensFor } from "./api-tokens.ts";

const ada: Visitor = { person: "Ada", role: "member" };
const bob: Visitor = { person: "bob", role: "member" };
const root: Visitor = { person: "root", role: "admin" };
const operator: Visitor = { person: null, role: "admin" };

/** Where people sign in, unless it is open. */
async function who(store: Store, authorization: string, isOpen = false): Promise<string | null> {
  try {
    const caller = await callerOf(store, new Headers({ authorization }), isOpen);
    assert.equal(caller.role, "member");
    return caller.person ?? "nobody by name";
  } catch (error) {
    if (error instanceof Problem && error.code === "wrong_token") return null;
    throw error;
  }
}

describe("a token", () => {
  test("is its person's, with no admin's rights, and is kept as a hash", async (t) => {
    const store = await testStore(t);
    await addPerson(store, "root", "admin", null);
    const { token, secret } = await makeToken(store, root, "nightly");
    assert.match(secret, /^ck_[A-Za-z0-9_-]{27}$/);
    assert.equal(await who(store, `Bearer ${secret}`), "root");
    assert.equal(await who(store, `bearer  ${secret}`), "root");
    const rows = await store.db.selectFrom("api_tokens").selectAll().execute();
    assert.ok(!JSON.stringify([rows, await readAudit(store, {})]).includes(secret.slice(3)));
    const wrong = [
      "",
      secret,
      `Basic ${secret}`,
      `Bearer ${secret}x`,
      `Bearer ${secret.slice(3)}`,
      "Bearer ck_",
      "Bearer",
    ];
    for (const header of [...wrong, `Bearer ck_${rows[0]?.token_hash}`, `Bearer sk_${secret.slice(3)}`])
      assert.equal(await who(store, header), null, header);
    store.pass(120_000);
    await who(store, `Bearer ${secret}`);
    const [listed] = await tokensFor(store, root);
    assert.deepEqual(listed, { ...token, last_used_at: new Date(store.now()).toISOString() });
  });

  test("is seen and revoked by its person and by admins, and by nobody else", async (t) => {
    const store = await testStore(t);
    for (const name of ["Ada", "bob"]) await addPerson(store, name, "member", null);
    await addPerson(store, "root", "admin", null);
    const first = await makeToken(store, ada, "one");
    const second = await makeToken(store, ada, "two");
    assert.deepEqual(await tokensFor(store, bob), []);
    assert.deepEqual(
      (await tokensFor(store, ada)).map(({ name, person }) => [name, person]),
      [
        ["two", "Ada"],
        ["one", "Ada"],
      ],
    );
    assert.equal((await tokensFor(store, root)).length, 2);
    const isGone = (error: unknown) => error instanceof Problem && error.code === "not_found";
    await assert.rejects(revokeToken(store, bob, first.token.id), isGone);
    assert.equal(await who(store, `Bearer ${first.secret}`), "Ada");
    await revokeToken(store, ada, first.token.id);
    await assert.rejects(revokeToken(store, ada, first.token.id), isGone);
    await revokeToken(store, root, second.token.id);
    for (const { secret } of [first, second]) assert.equal(await who(store, `Bearer ${secret}`), null);
    const { entries } = await readAudit(store, {});
    assert.deepEqual(
      entries
        .filter(({ action }) => action.startsWith("token_"))
        .map(({ actor, action, subject }) => [actor, action, subject]),
      [
        ["root", "token_revoked", "two"],
        ["Ada", "token_revoked", "one"],
        ["Ada", "token_made", "two"],
        ["Ada", "token_made", "one"],
      ],
    );
  });

  test("stops with its person: kept out it is refused, removed it is gone for good", async (t) => {
    const store = await testStore(t);
    await addPerson(store, "Ada", "member", null);
    const { secret } = await makeToken(store, ada, "one");
    await changePerson(store, "ada", { is_revoked: true }, null);
    assert.equal(await who(store, `Bearer ${secret}`), null);
    await changePerson(store, "ada", { is_revoked: false }, null);
    assert.equal(await who(store, `Bearer ${secret}`), "Ada");
    await removePerson(store, "ada", null);
    await addPerson(store, "Ada", "member", null);
    assert.equal(await who(store, `Bearer ${secret}`), null);
    assert.deepEqual(await store.db.selectFrom("api_tokens").selectAll().execute(), []);
  });

  test("that was made where nobody signs in opens nothing once people do", async (t) => {
    const store = await testStore(t);
    const { secret } = await makeToken(store, operator, "mine");
    assert.equal(await who(store, `Bearer ${secret}`, true), "nobody by name");
    assert.equal(await who(store, `Bearer ${secret}`), null);
  });
});
