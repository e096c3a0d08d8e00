/**
 * Several writers share one commit. A commit waits for the disk, and SQLite has one writer at a time, so whatever arrives
 * while one transaction is being written goes into the next together, each behind a savepoint of its own: one that fails
 * takes nothing of the others with it. Nobody gets an answer before the commit that holds their rows is on the disk.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";

export type Write = <T>(work: (tx: Transaction<Tables>) => Promise<T>) => Promise<T>;

/** Bounds how long the first of a group waits for the last. */
const maxGroup = 50;

export function groupCommit(db: Kysely<Tables>): Write {
  const waiting: Entry[] = [];
  let isWriting = false;

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      // SQLite answers without a pause, so without this one no other request could arrive while a group is written.
      await new Promise(setImmediate);
      await writeGroup(db, waiting.splice(0, maxGroup));
    }
    isWriting = false;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({
        run: async (tx) => {
          const value = await work(tx);
          return () => resolve(value);
        },
        reject,
      });
      if (!isWriting) void writeAll();
    });
}

interface Entry {
  /** @returns what to say once the commit is on the disk */
  run: (tx: Transaction<Tables>) => Promise<() => void>;
  reject: (error: unknown) => void;
}

async function writeGroup(db: Kysely<Tables>, group: readonly Entry[]): Promise<void> {
  try {
    const answers = await db.transaction().execute(async (tx) => {
      const collected: (() => void)[] = [];
      for (const entry of group) collected.push(await behindSavepoint(tx, entry));
      return collected;
    });
    for (const answer of answers) answer();
  } catch (error) {
    for (const entry of group) entry.reject(error);
  }
}

async function behindSavepoint(tx: Transaction<Tables>, entry: Entry): Promise<() => void> {
  await sql`savepoint entry`.execute(tx);
  try {
    const answer = await entry.run(tx);
    await sql`release savepoint entry`.execute(tx);
    return answer;
  } catch (error) {
    try {
      await sql`rollback to savepoint entry`.execute(tx);
    } catch {
      throw error; // a full disk took the savepoint too, and with it the whole group
    }
    await sql`release savepoint entry`.execute(tx);
    return () => entry.reject(error);
  }
}
