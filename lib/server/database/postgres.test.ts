import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { describe, test, type TestContext } from "node:test";
import { sql } from "kysely";
import { Client } from "pg";
import { isDatabaseError } from "./errors.ts";
import { openStore, type Store } from "./store.ts";
import { postgresIsMissing, testDatabase, testUrl } from "./testing.ts";

describe("a Postgres", { skip: postgresIsMissing }, () => {
  /** An empty database, and stores on it that are closed before it goes. */
  async function emptyDatabase(t: TestContext): Promise<{ url: URL; open: (through?: URL) => Promise<Store> }> {
    const { address, remove } = await testDatabase("postgres");
    const opened: Store[] = [];
    t.after(async () => {
      for (const { close } of opened) await close();
      await remove();
    });
    const url = testUrl(address);
    const open = async (through = url) => {
      const store = await openStore({ kind: "postgres", url: () => through.href });
      opened.push(store);
      return store;
    };
    return { url, open };
  }

  async function asAdmin(url: URL, ...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: url.href });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  test("is set up once by five instances that start together on an empty one", async (t) => {
    const { open } = await emptyDatabase(t);
    const stores = await Promise.all(Array.from({ length: 5 }, () => open()));
    for (const store of stores) assert.deepEqual(await store.db.selectFrom("jobs").selectAll().execute(), []);
    const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      present(stores[0]).db,
    );
    assert.equal(applied.rows[0]?.name, "0001_jobs");
    assert.equal(new Set(applied.rows.map(({ name }) => name)).size, applied.rows.length);
  });

  test("puts a commit on the disk before it answers, also where the server is told not to, and ends every wait", async (t) => {
    const { url, open } = await emptyDatabase(t);
    const name = url.pathname.slice(1);
    await asAdmin(url, `alter database ${name} set synchronous_commit = off`);
    const { db } = await open();
    const setting = async (of: string) =>
      (await sql<Record<string, string>>`show ${sql.raw(of)}`.execute(db)).rows[0]?.[of];
    assert.equal(await setting("synchronous_commit"), "on");
    assert.equal(await setting("statement_timeout"), "15s");
    assert.equal(await setting("lock_timeout"), "10s");
    assert.equal(await setting("idle_in_transaction_session_timeout"), "30s");
  });

  test("keeps a stricter promise of the server, such as waiting for its replicas", async (t) => {
    const { url, open } = await emptyDatabase(t);
    await asAdmin(url, `alter database ${url.pathname.slice(1)} set synchronous_commit = remote_apply`);
    const { db } = await open();
    const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db);
    assert.equal(rows[0]?.synchronous_commit, "remote_apply");
  });

  test("lends its clock: the time is the server's, not this machine's", async (t) => {
    const { url, open } = await emptyDatabase(t);
    // A server whose clock is an hour ahead, as far as a query can tell.
    await asAdmin(
      url,
      `create function public.clock_timestamp() returns timestamptz language sql
         as $$ select pg_catalog.clock_timestamp() + interval '1 hour' $$`,
      `alter database ${url.pathname.slice(1)} set search_path = public, pg_catalog`,
    );
    const { now } = await open();
    // To half of what its answer took, which is long on a busy machine.
    assert.ok(Math.abs(now() - Date.now() - 3_600_000) < 600_000);
    assert.ok(Number.isInteger(now()));
  });

  test("gives whole numbers for times and counts, and takes texts with a NUL, which it does not have", async (t) => {
    const { db } = await (await emptyDatabase(t)).open();
    const at = 1_798_761_600_123;
    await db.insertInto("call_slots").values({ slot: 1, used_at: at }).execute();
    await sql`insert into dispatch (id, trouble_message) values (1, ${"a\0b"})`.execute(db);
    const { used_at } = await db.selectFrom("call_slots").select("used_at").executeTakeFirstOrThrow();
    assert.equal(used_at, at);
    const { trouble_message } = await db.selectFrom("dispatch").select("trouble_message").executeTakeFirstOrThrow();
    assert.equal(trouble_message, "a\uFFFDb");
  });

  test("that ends every connection costs what was under way and nothing else", async (t) => {
    const store = await (await emptyDatabase(t)).open();
    const endAll = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    const waiting = sql`select pg_sleep(60)`.execute(store.db);
    const inTransaction = store.write(async (tx) => {
      await tx.insertInto("call_slots").values({ slot: 1, used_at: 1 }).execute();
      await endAll.execute(store.db); // ends this transaction too, between two of its statements
      await tx.insertInto("call_slots").values({ slot: 2, used_at: 1 }).execute();
    });
    for (const end of await Promise.allSettled([waiting, inTransaction])) {
      assert.ok(end.status === "rejected" && isDatabaseError(end.reason));
    }
    assert.deepEqual(await store.db.selectFrom("call_slots").selectAll().execute(), []);
    await store.write((tx) => tx.insertInto("call_slots").values({ slot: 3, used_at: 1 }).execute());
    assert.equal((await store.db.selectFrom("call_slots").selectAll().execute()).length, 1);
  });

  test("that is not there yet is waited for", async (t) => {
    const { url, open } = await emptyDatabase(t);
    const door = await closedAtFirst(t, url, 2);
    const store = await open(door);
    assert.deepEqual(await store.db.selectFrom("jobs").selectAll().execute(), []);
  });

  test("that refuses the password is named without it", async (t) => {
    const { url, open } = await emptyDatabase(t);
    url.password = "not-the-password";
    await assert.rejects(open(), (error) => {
      assert.ok(error instanceof Error && isDatabaseError(error));
      assert.match(error.message, /password authentication failed/);
      assert.ok(!JSON.stringify([error.message, error.stack, String(error.cause)]).includes("not-the-password"));
      return true;
    });
  });
});

/** A way to the server that closes the first connections at once, as a server that is starting does. */
async function closedAtFirst(t: TestContext, url: URL, times: number): Promise<URL> {
  const sockets = new Set<Socket>();
  let closed = 0;
  const door = createServer((socket) => {
    closed += 1;
    if (closed <= times) return void socket.destroy();
    const server = connect(Number(url.port), url.hostname);
    for (const end of [socket, server]) end.on("error", () => end.destroy());
    for (const end of [socket, server]) sockets.add(end);
    socket.pipe(server).pipe(socket);
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    door.close();
  });
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String((door.address() as AddressInfo).port); // it listens on a port, not on a path
  return through;
}

function present<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}
