/** What happened, from both sides: what the relay recorded, and what the database says once everybody has stopped. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type DatabaseAddress, openStore } from "#lib/server/database/store.ts";
import type { JobEventRow, JobRow } from "#lib/server/database/tables.ts";

/** What the relay said about creating: "not now" is busy or the account, "none" leaves it open. */
export type Word = "accepted" | "refused" | "not_now" | "none";

export interface Post {
  prompt: string;
  /** The task that this call made and charged for, whatever was answered. */
  madeTask: string | null;
  /** The id that the answer named: another task's, from a relay that repeats itself. */
  answeredId: string | null;
  word: Word;
}

export interface Submission {
  prompt: string;
  key: string;
  /** As they were acknowledged; the same key may have been sent and acknowledged again. */
  jobIds: readonly string[];
}

export interface History {
  /** In the order in which they came. */
  posts: readonly Post[];
  /** Ids of tasks that the relay called failed. */
  failedTasks: ReadonlySet<string>;
  /** Whatever was asked for; an instance may have died before it acknowledged. */
  sentPrompts: ReadonlySet<string>;
  acknowledged: readonly Submission[];
  jobs: readonly JobRow[];
  /** In the order in which they were written. */
  events: readonly JobEventRow[];
  /** Name -> bytes of each file in the media folder. */
  files: ReadonlyMap<string, number>;
}

export async function readDatabase(address: DatabaseAddress): Promise<Pick<History, "jobs" | "events">> {
  const { db, close } = await openStore(address);
  const jobs = await db.selectFrom("jobs").selectAll().orderBy("id").execute();
  const events = await db.selectFrom("job_events").selectAll().orderBy("at").orderBy("id").execute();
  await close();
  return { jobs, events };
}

export async function readFiles(folder: string): Promise<Map<string, number>> {
  const files = new Map<string, number>();
  for (const name of await readdir(folder)) files.set(name, (await stat(join(folder, name))).size);
  return files;
}
