import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { sql } from "kysely";
import { OwnedError, takeOwnership } from "./owner.ts";
import { openStore } from "./store.ts";

async function databaseFile(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-"));
  context.after(() => rm(folder, { recursive: true }));
  return join(folder, "nested", "clipdesk.sqlite");
}

test("a commit is on the disk when it returns: WAL with synchronous FULL", async (t) => {
  const store = await openStore({ kind: "sqlite", file: await databaseFile(t) });
  t.after(store.close);
  const pragma = async (name: string) =>
    (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(store.db)).rows[0];
  assert.equal((await pragma("journal_mode"))?.journal_mode, "wal");
  assert.equal((await pragma("synchronous"))?.synchronous, 2);
});

test("a second owner is refused while the first lives, and welcome after", async (t) => {
  const file = await databaseFile(t);
  const store = await openStore({ kind: "sqlite", file });
  await assert.rejects(openStore({ kind: "sqlite", file }), OwnedError);
  await store.close();
  await (await openStore({ kind: "sqlite", file })).close();
});

test("a link to the database is the same installation", async (t) => {
  const file = await databaseFile(t);
  const store = await openStore({ kind: "sqlite", file });
  t.after(store.close);
  const link = join(dirname(file), "link.sqlite");
  await symlink(file, link);
  await assert.rejects(openStore({ kind: "sqlite", file: link }), OwnedError);
});

test("an owner that is killed leaves the installation free", async (t) => {
  const file = await databaseFile(t);
  const owner = `
    const { takeOwnership } = await import(${JSON.stringify(new URL("./owner.ts", import.meta.url).href)});
    takeOwnership(${JSON.stringify(file)});
    console.log("owned");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", owner], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  await once(child.stdout, "data");
  assert.throws(() => takeOwnership(file), OwnedError);
  child.kill("SIGKILL");
  await once(child, "exit");
  takeOwnership(file)();
});

test("opening an existing database keeps what is in it", async (t) => {
  const file = await databaseFile(t);
  const first = await openStore({ kind: "sqlite", file });
  await sql`insert into dispatch (id, hold_until) values (1, 42)`.execute(first.db);
  await first.close();
  const second = await openStore({ kind: "sqlite", file });
  t.after(second.close);
  assert.equal((await second.db.selectFrom("dispatch").select("hold_until").executeTakeFirst())?.hold_until, 42);
});
