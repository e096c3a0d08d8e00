/**
 * Tokens of programs: a person's own, for the relay's API in front and for nothing else. Only a hash is kept. A token
 * makes its person's jobs, and stops with the person; it never has an admin's rights.
 */
import { v7 as uuidv7 } from "uuid";
import type { ApiToken } from "#lib/api-token.ts";
import type { Visitor } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import type { Store } from "../database/store.ts";
import { addAudit } from "../people/audit.ts";
import { keyOfName } from "../people/name.ts";
import { hashOf, newSecret, secretPattern } from "../secret-text.ts";

/** Says what it is to whoever finds it, and to scanners that look for keys in code. */
const prefix = "ck_";
/** Not every call needs to write that it was made. */
const noteEveryMs = 60_000;

/** @returns the secret, to be shown once */
export async function makeToken(
  store: Store,
  { person }: Visitor,
  name: string,
): Promise<{ token: ApiToken; secret: string }> {
  const secret = prefix + newSecret();
  const now = store.now();
  const id = uuidv7();
  await store.write(async (tx) => {
    const row = {
      id,
      token_hash: hashOf(secret),
      name_key: person === null ? null : keyOfName(person),
      name,
      created_at: now,
      last_used_at: null,
    };
    await tx.insertInto("api_tokens").values(row).execute();
    await addAudit(store, tx, { actor: person, action: "token_made", subject: name, detail: { token: id } });
  });
  return {
    token: { id, name, person, created_at: new Date(now).toISOString(), last_used_at: null },
    secret,
  };
}

/** One's own, newest first; for an admin everybody's. */
export async function tokensFor(store: Store, { person, role }: Visitor): Promise<ApiToken[]> {
  const rows = await store.db
    .selectFrom("api_tokens")
    .leftJoin("people", "people.name_key", "api_tokens.name_key")
    .select(["api_tokens.id", "api_tokens.name", "people.name as person", "api_tokens.created_at", "last_used_at"])
    .$if(role !== "admin", (query) => query.where("api_tokens.name_key", "=", keyOfName(person ?? "")))
    .orderBy("api_tokens.id", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    person: row.person,
    created_at: new Date(row.created_at).toISOString(),
    last_used_at: row.last_used_at === null ? null : new Date(row.last_used_at).toISOString(),
  }));
}

/** One's own; for an admin anybody's. @throws {Problem} `not_found` */
export async function revokeToken(store: Store, { person, role }: Visitor, id: string): Promise<void> {
  await store.write(async (tx) => {
    const gone = await tx
      .deleteFrom("api_tokens")
      .where("id", "=", id)
      .$if(role !== "admin", (query) => query.where("name_key", "=", keyOfName(person ?? "")))
      .returning("name")
      .executeTakeFirst();
    if (gone === undefined) throw new Problem("not_found", "There is no such token");
    await addAudit(store, tx, { actor: person, action: "token_revoked", subject: gone.name, detail: { token: id } });
  });
}

/**
 * Whose token a request carries.
 * @param isOpen nobody signs in here; where people do, nobody answers for a token that was made when nobody did
 * @throws {Problem} `wrong_token`
 */
export async function callerOf(store: Store, headers: Headers, isOpen: boolean): Promise<Visitor> {
  const [, secret] = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  const caller = secret === undefined ? null : await findCaller(store, secret, isOpen);
  if (caller === null) throw new Problem("wrong_token", "This token is not one of this desk, or it was revoked");
  return caller;
}

async function findCaller(store: Store, secret: string, isOpen: boolean): Promise<Visitor | null> {
  if (!secret.startsWith(prefix) || !secretPattern.test(secret.slice(prefix.length))) return null;
  const row = await store.db
    .selectFrom("api_tokens")
    .leftJoin("people", "people.name_key", "api_tokens.name_key")
    .select(["api_tokens.id", "last_used_at", "people.name", "people.revoked_at"])
    .where("token_hash", "=", hashOf(secret))
    .executeTakeFirst();
  if (row === undefined || row.revoked_at !== null || (row.name === null && !isOpen)) return null;
  const now = store.now();
  if (row.last_used_at === null || row.last_used_at < now - noteEveryMs) {
    await store.db.updateTable("api_tokens").set({ last_used_at: now }).where("id", "=", row.id).execute();
  }
  return { person: row.name, role: "member" };
}
