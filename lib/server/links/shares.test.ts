import assert from "node:assert/strict";
import { describe } from "node:test";
import type { Visitor } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import { test } from "../database/testing.ts";
import { restore, trash } from "../jobs/decisions.ts";
import { newId } from "../jobs/row.ts";
import { testStore } from "../jobs/test-store.ts";
import { keptJob, queuedJob } from "../jobs/testing.ts";
import { readAudit } from "../people/audit-read.ts";
import { findShared, makeShare, revokeShare, sharesOf } from "./shares.ts";
import { isSigned, signedForMs, type SignedKind, signedUrl } from "./signed.ts";

const ada: Visitor = { person: "ada", role: "member" };
const bob: Visitor = { person: "bob", role: "member" };
const root: Visitor = { person: "root", role: "admin" };
const dayMs = 86_400_000;

function refusedWith(code: string) {
  return (error: unknown) => error instanceof Problem && error.code === code;
}

describe("a share link", () => {
  test("leads to its video until it ends, and is kept as a hash", async (t) => {
    const store = await testStore(t);
    const id = await keptJob(store, "ada");
    const { share, token } = await makeShare(store, id, 7, "ada");
    assert.match(token, /^[A-Za-z0-9_-]{27}$/);
    assert.equal(Date.parse(share.expires_at), store.now() + 7 * dayMs);
    assert.deepEqual(
      { ...(await findShared(store, token)) },
      {
        id,
        prompt: "cat fish",
        media_type: "video/mp4",
        poster_type: null,
      },
    );
    const rows = await store.db.selectFrom("shares").selectAll().execute();
    assert.ok(!JSON.stringify([rows, await readAudit(store, {})]).includes(token));
    for (const wrong of ["", "x", token.slice(1), `${token}x`, rows[0]?.token_hash ?? "", token.toLowerCase(), "%00"])
      assert.equal(await findShared(store, wrong), null, wrong);
    store.pass(7 * dayMs - 1);
    assert.notEqual(await findShared(store, token), null);
    store.pass(1);
    assert.equal(await findShared(store, token), null);
    assert.deepEqual(await sharesOf(store, id), []);
  });

  test("leads nowhere once it is revoked, by its maker, the job's maker or an admin and by nobody else", async (t) => {
    const store = await testStore(t);
    const id = await keptJob(store, "ada");
    for (const [maker, visitor] of [
      ["ada", ada],
      ["root", ada],
      ["ada", root],
    ] as const) {
      const { share, token } = await makeShare(store, id, 1, maker);
      await assert.rejects(revokeShare(store, share.id, bob), refusedWith("not_yours"));
      assert.equal((await sharesOf(store, id)).length, 1);
      await revokeShare(store, share.id, visitor);
      assert.equal(await findShared(store, token), null);
      await assert.rejects(revokeShare(store, share.id, visitor), refusedWith("not_found"));
    }
    const { entries } = await readAudit(store, {});
    assert.deepEqual(
      entries.filter(({ action }) => action.startsWith("share_")).map(({ actor, action }) => `${actor} ${action}`),
      [
        "root share_revoked",
        "ada share_made",
        "ada share_revoked",
        "root share_made",
        "ada share_revoked",
        "ada share_made",
      ],
    );
    assert.ok(entries.filter(({ action }) => action.startsWith("share_")).every(({ subject }) => subject === id));
  });

  test("is there for a kept video outside the trash alone", async (t) => {
    const store = await testStore(t);
    const id = await keptJob(store, "ada");
    const { share, token } = await makeShare(store, id, 30, "ada");
    await trash(store, id, "ada");
    assert.equal(await findShared(store, token), null);
    await assert.rejects(makeShare(store, id, 7, "ada"), refusedWith("not_shareable"));
    await assert.rejects(revokeShare(store, share.id, bob), refusedWith("not_found"));
    await restore(store, id, "ada");
    assert.notEqual(await findShared(store, token), null);
    const queued = await queuedJob(store);
    await assert.rejects(makeShare(store, queued.id, 7, null), refusedWith("not_shareable"));
    assert.equal((await store.db.selectFrom("shares").selectAll().execute()).length, 1);
  });
});

test("a signed address is good for its job, kind and time alone, on every instance", async (t) => {
  const store = await testStore(t);
  const other = await store.another();
  const id = await keptJob(store, null);
  const url = new URL(await signedUrl(store, id, "video"));
  assert.equal(url.pathname, `/v1/media/${id}/video`);
  const judge = (search: string, job = id, kind: SignedKind = "video") =>
    isSigned(other, job, kind, new URLSearchParams(search));
  assert.equal(await judge(url.search), true);
  assert.equal(await judge(url.search, id, "poster"), false);
  assert.equal(await judge(url.search, newId()), false);
  const later = new URLSearchParams(url.search);
  later.set("expires", String(Number(later.get("expires")) + 1));
  for (const wrong of [
    "",
    later.toString(),
    `${url.search}x`,
    url.search.slice(0, -1),
    "expires=9999999999&signature=",
  ])
    assert.equal(await judge(wrong), false, wrong);
  store.pass(signedForMs - 1_000);
  assert.equal(await judge(url.search), true);
  store.pass(1_000);
  assert.equal(await judge(url.search), false);
});
