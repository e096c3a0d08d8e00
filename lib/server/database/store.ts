/**
 * The open database and its clock: what every domain function takes as its first argument. Opened lazily, so that a
 * build, which has no data folder, never touches one.
 */
import { Kysely } from "kysely";
import { type Config, config } from "../config.ts";
import { once } from "../once.ts";
import { databaseClock } from "./clock.ts";
import { groupCommit, type Write } from "./group-commit.ts";
import { isUpToDate, migrate } from "./migrations.ts";
import { OwnedError, takeOwnership } from "./owner.ts";
import { postgresDialect } from "./postgres.ts";
import { sqliteDialect } from "./sqlite.ts";
import type { Tables } from "./tables.ts";
import { transactions } from "./transactions.ts";
import { untilReachable } from "./until-reachable.ts";

export interface Store {
  /** SQLite has one process and one writer at a time. On Postgres others are at work too, so claims must hold their rows. */
  kind: "sqlite" | "postgres";
  /** For reading, and for writes of a single statement. */
  db: Kysely<Tables>;
  /** One transaction: all of it is on the disk when this returns, or none of it is kept. It may run more than once. */
  write: Write;
  /** Milliseconds since 1970, by the clock that leases are measured with. */
  now: () => number;
  close: () => Promise<void>;
}

export type DatabaseAddress = Config["database"];

/** The process's own store; it must have been awaited by the start-up before a request comes in. */
export function store(): Promise<Store> {
  return once("store", () => openStore(config().database));
}

/**
 * @param now the clock, for tests; else the database's own
 * @throws {OwnedError} when another process has this SQLite installation
 * @throws {DatabaseUnreachable} when a Postgres cannot be reached
 */
export function openStore(address: DatabaseAddress, now?: () => number): Promise<Store> {
  return address.kind === "sqlite" ? openSqlite(address.file, now ?? Date.now) : openPostgres(address.url(), now);
}

/**
 * For a command that changes a few rows and ends, whether or not a server runs. One that runs keeps its SQLite
 * installation to itself because of the paid calls; beside it, a second connection that touches no job does no harm.
 * @throws when the server that runs is of another version
 */
export async function openBeside(address: DatabaseAddress): Promise<Store> {
  if (address.kind === "postgres") return openPostgres(address.url());
  try {
    return await openSqlite(address.file, Date.now);
  } catch (error) {
    if (!(error instanceof OwnedError)) throw error;
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect(address.file) });
  const close = () => db.destroy();
  // The tables under a running server must not change.
  if (await isUpToDate(db)) return { kind: "sqlite", db, write: groupCommit(db), now: Date.now, close };
  await close();
  throw new Error("The Clipdesk that runs is of another version, or is just starting. Restart it, then try again.");
}

async function openSqlite(file: string, now: () => number): Promise<Store> {
  const release = takeOwnership(file);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(file) });
  const close = async () => {
    await db.destroy();
    release();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { kind: "sqlite", db, write: groupCommit(db), now, close };
}

async function openPostgres(url: string, now?: () => number): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: postgresDialect(url) });
  try {
    await untilReachable(db);
    await migrate(db);
    const clock = now === undefined ? await databaseClock(db) : { now, stop: () => undefined };
    const close = async () => {
      clock.stop();
      await db.destroy();
    };
    return { kind: "postgres", db, write: transactions(db), now: clock.now, close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
