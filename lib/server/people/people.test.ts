import assert from "node:assert/strict";
import { test as testOnce } from "node:test";
import { sql } from "kysely";
import { nameSchema } from "#lib/person.ts";
import { test, testDatabase } from "../database/testing.ts";
import { codeOf } from "../test-problem.ts";
import { openBeside, openStore } from "../database/store.ts";
import { noteCallEnd } from "../jobs/breaker.ts";
import { accountFault } from "../jobs/create-steps.ts";
import { setPaused } from "../jobs/dispatch.ts";
import { ruledNotCreated, trash } from "../jobs/decisions.ts";
import { testStore } from "../jobs/test-store.ts";
import { queuedJob, submittingRow, unknownJob } from "../jobs/testing.ts";
import { auditInParts, readAudit } from "./audit-read.ts";
import { changeCaps } from "./caps-change.ts";
import { listPeople, personNamed } from "./list.ts";
import { addPerson, admitPerson, changePerson, findPerson, removePerson } from "./people.ts";

testOnce("a name is of any script, and never markup, a path, a formula or somebody without a name", () => {
  for (const name of ["Ada Lovelace", "王小明", "o'brien@example.com", "Łukasz-2", " spaced "])
    assert.ok(nameSchema().safeParse(name).success, name);
  for (const name of ["", " ", "<b>", "a/b", "=1+1", "(command line)", "a\0b", "a\nb", "-x", "x".repeat(65), "a%2fb"])
    assert.ok(!nameSchema().safeParse(name).success, name);
});

test("a name is one person's, whatever its case and its accents are made of", async (t) => {
  const store = await testStore(t);
  assert.deepEqual(await listPeople(store), [], "nobody is there before somebody is added");
  await addPerson(store, "Zoë".normalize("NFC"), "member", null);
  assert.equal(await codeOf(addPerson(store, "ZOË".normalize("NFD"), "admin", null)), "name_taken");
  assert.equal((await personNamed(store, "zoë")).role, "member");
  assert.equal(await codeOf(personNamed(store, "nobody")), "not_found");
  const other = await store.another();
  const all = Array.from({ length: 10 }, (_, i) =>
    codeOf(addPerson(i % 2 === 0 ? store : other, "Ada", "admin", null)),
  );
  assert.deepEqual((await Promise.all(all)).toSorted(), ["done", ...Array.from({ length: 9 }, () => "name_taken")]);
});

test("somebody whom a proxy vouches for is a member from the first visit on, once", async (t) => {
  const store = await testStore(t);
  const other = await store.another();
  const all = Array.from({ length: 10 }, (_, i) => admitPerson(i % 2 === 0 ? store : other, "ada@example.com"));
  for (const { role } of await Promise.all(all)) assert.equal(role, "member");
  assert.equal((await listPeople(store)).length, 1);
  assert.equal((await readAudit(store, {})).entries.length, 1);
});

test("the only admin stays one, also when two of them send each other away at once", async (t) => {
  const store = await testStore(t);
  const other = await store.another();
  await addPerson(store, "ada", "admin", null);
  await addPerson(store, "bob", "member", null);
  assert.equal(await codeOf(changePerson(store, "ada", { role: "member" }, "ada")), "last_admin");
  assert.equal(await codeOf(changePerson(store, "ada", { is_revoked: true }, "ada")), "last_admin");
  assert.equal(await codeOf(removePerson(store, "ada", "ada")), "last_admin");
  assert.equal((await findPerson(store.db, "ada"))?.role, "admin");
  await changePerson(store, "bob", { role: "admin" }, "ada");
  const ends = await Promise.all([
    codeOf(changePerson(store, "ada", { role: "member" }, "bob")),
    codeOf(removePerson(other, "bob", "ada")),
  ]);
  assert.deepEqual(ends.toSorted(), ["done", "last_admin"]);
});

test("what people do stands in the audit log with their names, and can be neither changed nor deleted", async (t) => {
  const store = await testStore(t);
  await addPerson(store, "ada", "admin", null);
  await changePerson(store, "ada", { jobs_per_day: 3 }, "ada");
  await changeCaps(store, { jobs_per_day: 9 }, "ada");
  await setPaused(store, true, "ada");
  await setPaused(store, false, "ada");
  const unknown = await unknownJob(store);
  await ruledNotCreated(store, unknown.id, "ada");
  const { id } = await queuedJob(store);
  await trash(store, id, "ada");
  const { entries } = await readAudit(store, {});
  assert.deepEqual(entries.map(({ action, actor, subject }) => [action, actor, subject]).toReversed(), [
    ["person_added", null, "ada"],
    ["caps_changed", "ada", "ada"],
    ["caps_changed", "ada", null],
    ["dispatch_paused", "ada", null],
    ["dispatch_resumed", "ada", null],
    ["jobs_submitted", null, unknown.id],
    ["job_ruled", "ada", unknown.id],
    ["jobs_submitted", null, id],
    ["job_trashed", "ada", id],
    ["job_canceled", "ada", id],
  ]);
  // What pauses submissions by itself is there too, once and with its reason.
  const [one, other] = [await submittingRow(store), await submittingRow(store)];
  await accountFault(store, one, "no credit");
  await accountFault(store, other, "no credit");
  await setPaused(store, false, "ada");
  for (let time = 0; time < 5; time += 1) await noteCallEnd(store, "trouble", "bad gateway");
  const until = new Date(store.now() + 30_000).toISOString();
  const pauses = (await readAudit(store, {})).entries.filter(({ action }) => action.startsWith("dispatch_"));
  assert.deepEqual(
    pauses
      .map(({ action, actor, detail }) => [action, actor, detail])
      .toReversed()
      .slice(2),
    [
      ["dispatch_paused", null, { reason: "account", until: null }],
      ["dispatch_resumed", "ada", {}],
      ["dispatch_paused", null, { reason: "breaker", until }],
    ],
  );

  await assert.rejects(store.db.updateTable("audit_log").set({ actor: "bob" }).execute(), /append-only/);
  await assert.rejects(store.db.deleteFrom("audit_log").execute(), /append-only/);
  if (store.kind === "postgres") await assert.rejects(sql`truncate audit_log`.execute(store.db), /append-only/);
  const whole = (await readAudit(store, {})).entries;
  assert.deepEqual(whole.slice(-entries.length), entries);
  const pages = [];
  for (let cursor: string | undefined; ;) {
    const page = await readAudit(store, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
    pages.push(...page.entries);
    if (page.next_cursor === null) break;
    cursor = page.next_cursor;
  }
  assert.deepEqual(pages, whole);
  const rows = (await Array.fromAsync(auditInParts(store))).flat();
  assert.equal(rows.length, whole.length);
});

testOnce("a command changes people beside a server that has the installation, and before there is one", async (t) => {
  const { address, remove } = await testDatabase("sqlite");
  t.after(remove);
  const first = await openBeside(address);
  await addPerson(first, "ada", "admin", "(command line)");
  await first.close();
  const server = await openStore(address);
  const beside = await openBeside(address);
  await Promise.all([
    ...Array.from({ length: 20 }, (_, i) => addPerson(server, `server ${i}`, "member", null)),
    ...Array.from({ length: 20 }, (_, i) => addPerson(beside, `command ${i}`, "member", null)),
  ]);
  await beside.close();
  assert.equal((await listPeople(server)).length, 41);
  await assert.rejects(openStore(address), /already runs/);
  await server.close();
});
