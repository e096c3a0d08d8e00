/**
 * Sessions: a random id in the person's cookie, its hash in the database. Whoever reads the database cannot sign in with
 * what stands there, and a session that ended is gone for every instance at once.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Transaction } from "kysely";
import type { Visitor } from "#lib/person.ts";
import type { Store } from "../database/store.ts";
import type { Tables } from "../database/tables.ts";
import { keyOfName } from "../people/name.ts";

export interface SessionLimits {
  /** A session ends when nobody has used it for so long, and after `lifeMs` in any case. */
  idleMs: number;
  lifeMs: number;
}

const idBytes = 32;
const idPattern = /^[A-Za-z0-9_-]{43}$/;
/** Devices of one person; the session that has rested longest makes room for a new one. */
const maxPerPerson = 20;
/** Not every request needs to write that it was there. */
const noteEveryMs = 60_000;

/** @returns the id, for the cookie */
export async function openSessionIn(
  store: Store,
  tx: Transaction<Tables>,
  nameKey: string,
  limits: SessionLimits,
): Promise<string> {
  const now = store.now();
  await tx
    .deleteFrom("sessions")
    .where((eb) => eb.or([eb("seen_at", "<", now - limits.idleMs), eb("created_at", "<", now - limits.lifeMs)]))
    .execute();
  const kept = tx
    .selectFrom("sessions")
    .select("id_hash")
    .where("name_key", "=", nameKey)
    .orderBy("seen_at", "desc")
    .limit(maxPerPerson - 1);
  await tx.deleteFrom("sessions").where("name_key", "=", nameKey).where("id_hash", "not in", kept).execute();
  const id = randomBytes(idBytes).toString("base64url");
  await tx
    .insertInto("sessions")
    .values({ id_hash: hashOf(id), name_key: nameKey, created_at: now, seen_at: now })
    .execute();
  return id;
}

/** @returns whose it is, with the role of this moment; null when it has ended or never was */
export async function findSession(store: Store, id: string, limits: SessionLimits): Promise<Visitor | null> {
  if (!idPattern.test(id)) return null;
  const now = store.now();
  const row = await store.db
    .selectFrom("sessions")
    .innerJoin("people", "people.name_key", "sessions.name_key")
    .select(["people.name", "people.role", "sessions.seen_at"])
    .where("sessions.id_hash", "=", hashOf(id))
    .where("people.revoked_at", "is", null)
    .where("sessions.created_at", ">=", now - limits.lifeMs)
    .where("sessions.seen_at", ">=", now - limits.idleMs)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.seen_at < now - noteEveryMs) {
    await store.db.updateTable("sessions").set({ seen_at: now }).where("id_hash", "=", hashOf(id)).execute();
  }
  return { person: row.name, role: row.role };
}

/** Where a person is signed in, the latest use first. @param id the session that asks */
export async function sessionsOf(
  store: Store,
  person: string,
  id: string,
  limits: SessionLimits,
): Promise<{ created_at: string; seen_at: string; is_this: boolean }[]> {
  const now = store.now();
  const rows = await store.db
    .selectFrom("sessions")
    .selectAll()
    .where("name_key", "=", keyOfName(person))
    .where("created_at", ">=", now - limits.lifeMs)
    .where("seen_at", ">=", now - limits.idleMs)
    .orderBy("seen_at", "desc")
    .execute();
  return rows.map(({ id_hash, created_at, seen_at }) => ({
    created_at: new Date(created_at).toISOString(),
    seen_at: new Date(seen_at).toISOString(),
    is_this: id_hash === hashOf(id),
  }));
}

/** @returns whose it was, or null when there was none */
export async function endSessionIn(tx: Transaction<Tables>, id: string): Promise<string | null> {
  const ended = await tx
    .deleteFrom("sessions")
    .where("id_hash", "=", hashOf(id))
    .returning("name_key")
    .executeTakeFirst();
  return ended?.name_key ?? null;
}

function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("base64url");
}
