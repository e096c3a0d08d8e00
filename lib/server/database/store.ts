/**
 * The open database and its clock: what every domain function takes as its first argument. Opened lazily, so that a
 * build, which has no data folder, never touches one.
 */
import { Kysely } from "kysely";
import { config } from "../config.ts";
import { once } from "../once.ts";
import { groupCommit, type Write } from "./group-commit.ts";
import { migrate } from "./migrations.ts";
import { takeOwnership } from "./owner.ts";
import { sqliteDialect } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

export interface Store {
  /** For reading, and for writes of a single statement. */
  db: Kysely<Tables>;
  /** One transaction: all of it is on the disk when this returns, or none of it is kept. */
  write: Write;
  /** Milliseconds since 1970, by the clock that leases are measured with. */
  now: () => number;
  close: () => Promise<void>;
}

/** The process's own store; `openStore` must have been awaited by the start-up before a request comes in. */
export function store(): Promise<Store> {
  return once("store", () => openStore(config().databaseFile));
}

/** @throws {OwnedError} when another process has this installation */
export async function openStore(databaseFile: string, now: () => number = Date.now): Promise<Store> {
  const release = takeOwnership(databaseFile);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(databaseFile) });
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
  return { db, write: groupCommit(db), now, close };
}
