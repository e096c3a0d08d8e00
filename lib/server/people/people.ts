/** People: who may come in, as what, and what an admin changes about them. Every change stands in the audit log. */
import type { Transaction } from "kysely";
import type { PersonChange, Role } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import { config } from "../config.ts";
import type { PersonRow } from "../database/people-tables.ts";
import type { Store } from "../database/store.ts";
import type { Tables } from "../database/tables.ts";
import { addAudit, type AuditInput } from "./audit.ts";
import { keyOfName } from "./name.ts";
import { makePasscode } from "./passcode.ts";

/** @throws {Problem} `name_taken` */
export async function addPerson(store: Store, name: string, role: Role, actor: string | null): Promise<void> {
  await store.write(async (tx) => {
    const { numInsertedOrUpdatedRows } = await insertPerson(store, tx, name, role);
    if (numInsertedOrUpdatedRows !== 1n) throw new Problem("name_taken", `There is a person named ${name} already`);
    await addAudit(store, tx, { actor, action: "person_added", subject: name, detail: { role } });
  });
}

/** Somebody whom a proxy vouches for is a member from the first visit on. */
export async function admitPerson(store: Store, name: string): Promise<PersonRow> {
  const known = await findPerson(store.db, name);
  if (known !== undefined) return known;
  await store.write(async (tx) => {
    const { numInsertedOrUpdatedRows } = await insertPerson(store, tx, name, "member");
    if (numInsertedOrUpdatedRows !== 1n) return;
    await addAudit(store, tx, { actor: name, action: "person_added", subject: name, detail: { role: "member" } });
  });
  return existing(await findPerson(store.db, name), name);
}

export async function findPerson(db: Store["db"], name: string): Promise<PersonRow | undefined> {
  return db.selectFrom("people").selectAll().where("name_key", "=", keyOfName(name)).executeTakeFirst();
}

/**
 * A new passcode; the old one, and every session that it opened, end with it.
 * @returns what is to be shown once; null where a proxy vouches for people, who then need none
 * @throws {Problem} `not_found`
 */
export async function givePasscode(store: Store, name: string, actor: string | null): Promise<string | null> {
  const { kind } = config().access;
  if (kind === "token" || kind === "header") return null;
  const { name_key, name: spelled } = existing(await findPerson(store.db, name), name);
  const { passcode, stored } = await makePasscode(name_key);
  await store.write(async (tx) => {
    await tx.updateTable("people").set({ passcode: stored }).where("name_key", "=", name_key).execute();
    await endSessionsIn(tx, name_key);
    await addAudit(store, tx, { actor, action: "passcode_made", subject: spelled });
  });
  return passcode;
}

/** @throws {Problem} `not_found`, `last_admin` */
export async function changePerson(
  store: Store,
  name: string,
  change: PersonChange,
  actor: string | null,
): Promise<void> {
  await store.write(async (tx) => {
    const before = existing(await holdPeople(store, tx, name), name);
    const after = {
      role: change.role ?? before.role,
      revoked_at: revokedAt(before, change, store.now()),
      jobs_per_day: change.jobs_per_day === undefined ? before.jobs_per_day : change.jobs_per_day,
    };
    await tx.updateTable("people").set(after).where("name_key", "=", before.name_key).execute();
    await expectAnAdmin(tx, before);
    if (after.revoked_at !== null) await endSessionsIn(tx, before.name_key);
    for (const line of linesOf(before, after)) await addAudit(store, tx, { ...line, actor, subject: before.name });
  });
}

/** The person's jobs keep the name. @throws {Problem} `not_found`, `last_admin` */
export async function removePerson(store: Store, name: string, actor: string | null): Promise<void> {
  await store.write(async (tx) => {
    const before = existing(await holdPeople(store, tx, name), name);
    await endSessionsIn(tx, before.name_key);
    await tx.deleteFrom("people").where("name_key", "=", before.name_key).execute();
    await expectAnAdmin(tx, before);
    await addAudit(store, tx, { actor, action: "person_removed", subject: before.name });
  });
}

export async function endSessionsIn(tx: Transaction<Tables>, nameKey: string): Promise<void> {
  await tx.deleteFrom("sessions").where("name_key", "=", nameKey).execute();
}

function insertPerson(store: Store, tx: Transaction<Tables>, name: string, role: Role) {
  return tx
    .insertInto("people")
    .values({
      name_key: keyOfName(name),
      name,
      role,
      passcode: null,
      jobs_per_day: null,
      created_at: store.now(),
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column("name_key").doNothing())
    .executeTakeFirst();
}

/** All rows are held: two admins who demote each other at once must not leave a desk without one. */
async function holdPeople(store: Store, tx: Transaction<Tables>, name: string): Promise<PersonRow | undefined> {
  if (store.kind === "postgres") {
    await tx.selectFrom("people").select("name_key").orderBy("name_key").forUpdate().execute();
  }
  return findPerson(tx, name);
}

/** Somebody must be left who can undo what was done. A desk that never had an admin needs none. */
async function expectAnAdmin(tx: Transaction<Tables>, before: PersonRow): Promise<void> {
  if (before.role !== "admin" || before.revoked_at !== null) return;
  const other = await tx
    .selectFrom("people")
    .select("name_key")
    .where("role", "=", "admin")
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (other === undefined) throw new Problem("last_admin", `${before.name} is the only admin; make another one first`);
}

function revokedAt(before: PersonRow, { is_revoked }: PersonChange, now: number): number | null {
  if (is_revoked === undefined) return before.revoked_at;
  return is_revoked ? (before.revoked_at ?? now) : null;
}

type Changed = Pick<PersonRow, "role" | "revoked_at" | "jobs_per_day">;

function linesOf(before: Changed, after: Changed): Pick<AuditInput, "action" | "detail">[] {
  const lines: Pick<AuditInput, "action" | "detail">[] = [];
  if (before.role !== after.role) lines.push({ action: "role_changed", detail: { role: after.role } });
  if (before.jobs_per_day !== after.jobs_per_day)
    lines.push({ action: "caps_changed", detail: { jobs_per_day: after.jobs_per_day } });
  if (before.revoked_at === null && after.revoked_at !== null) lines.push({ action: "person_revoked" });
  if (before.revoked_at !== null && after.revoked_at === null) lines.push({ action: "person_readmitted" });
  return lines;
}

function existing(row: PersonRow | undefined, name: string): PersonRow {
  if (row === undefined) throw new Problem("not_found", `There is no person named ${name}`);
  return row;
}
