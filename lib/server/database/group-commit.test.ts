import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { sql } from "kysely";
import { openStore } from "./store.ts";

test("a full disk is named to every writer of the group, undoes all of them, and hinders none after it", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-"));
  const store = await openStore({ kind: "sqlite", file: join(folder, "test.sqlite") });
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const keep = (key: string, sizeBytes: number) =>
    store.write((tx) =>
      tx
        .insertInto("intents")
        .values({ person: "", key, fingerprint: "x".repeat(sizeBytes), job_ids: "[]", created_at: 0 })
        .execute(),
    );
  const [pages] = (await sql<{ page_count: number }>`pragma page_count`.execute(store.db)).rows;
  await sql`pragma max_page_count = ${sql.lit((pages?.page_count ?? 0) + 5)}`.execute(store.db);
  const ends = await Promise.allSettled([keep("small", 10), keep("large", 100_000), keep("later", 10)]);
  for (const end of ends) {
    assert.ok(end.status === "rejected" && end.reason instanceof Error);
    assert.equal(end.reason.message, "database or disk is full");
  }
  await keep("afterwards", 10);
  const kept = await store.db.selectFrom("intents").select("key").execute();
  assert.deepEqual(
    kept.map(({ key }) => key),
    ["afterwards"],
  );
});

test("a database that another program has locked is waited for once by a group, not once by each writer", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-"));
  const file = join(folder, "test.sqlite");
  const store = await openStore({ kind: "sqlite", file });
  const other = new DatabaseSync(file);
  t.after(async () => {
    other.close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  await sql`pragma busy_timeout = 400`.execute(store.db);
  other.exec("begin immediate");
  const take = (slot: number) =>
    store.write((tx) => tx.insertInto("call_slots").values({ slot, used_at: 0 }).execute());
  const takes = [1, 2, 3, 4, 5].map(take);
  // Whoever waited after the first had waited would find it free.
  takes[0]?.catch(() => other.exec("commit"));
  for (const end of await Promise.allSettled(takes)) {
    assert.ok(end.status === "rejected" && /locked/.test(String(end.reason)));
  }
  await take(6);
});

test("writers that share a commit succeed and fail on their own", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-"));
  const store = await openStore({ kind: "sqlite", file: join(folder, "test.sqlite") });
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const ends = await Promise.allSettled(
    Array.from({ length: 120 }, (_, slot) =>
      store.write(async (tx) => {
        await tx.insertInto("call_slots").values({ slot, used_at: slot }).execute();
        if (slot % 3 === 0) throw new Error(`no ${slot}`);
        // The same slot again breaks the table's own rule, in the middle of a group.
        if (slot % 3 === 1) await tx.insertInto("call_slots").values({ slot, used_at: 0 }).execute();
        return slot;
      }),
    ),
  );
  const kept = await store.db.selectFrom("call_slots").select("slot").orderBy("slot").execute();
  assert.deepEqual(
    kept.map(({ slot }) => slot),
    ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : [])),
  );
  assert.equal(kept.length, 40);
  const first = ends[0];
  assert.ok(first?.status === "rejected" && first.reason instanceof Error && first.reason.message === "no 0");
});
