/**
 * That a job has ended, for whoever is to be told: written in the transaction of the end itself, so that a crash loses
 * none, and kept until it was taken. Told at least once; its id tells a repetition. Knows no HTTP.
 */
import type { Transaction } from "kysely";
import type { JobStatus } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import type { JobRow, Tables, WebhookRow } from "../database/tables.ts";
import { newId } from "./row.ts";

const ends: readonly JobStatus[] = ["succeeded", "failed", "unknown", "canceled"];
/** The wait for an answer is far shorter. */
const leaseMs = 60_000;
/** Doubling from here: a receiver may be down for a weekend. */
const firstRestMs = 5_000;
export const longestRestMs = 6 * 60 * 60_000;
const maxTries = 24;

export function isEnd(status: JobStatus): boolean {
  return ends.includes(status);
}

export async function announceIn(
  store: Store,
  tx: Transaction<Tables>,
  row: Pick<JobRow, "id" | "status">,
): Promise<void> {
  const now = store.now();
  await tx
    .insertInto("webhooks")
    .values({
      id: newId(),
      job_id: row.id,
      status: row.status,
      tries: 0,
      due_at: now,
      last_error: null,
      created_at: now,
    })
    .execute();
}

/** The one that has been due longest, with its job as it is now. */
export async function claimAnnouncement(store: Store): Promise<{ row: WebhookRow; job: JobRow } | null> {
  return store.write(async (tx) => {
    const next = await tx
      .selectFrom("webhooks")
      .select("id")
      .where("due_at", "<=", store.now())
      .orderBy("due_at")
      .orderBy("id")
      .limit(1)
      .$if(store.kind === "postgres", (query) => query.forUpdate().skipLocked())
      .executeTakeFirst();
    if (next === undefined) return null;
    const row = await tx
      .updateTable("webhooks")
      .set((eb) => ({ tries: eb("tries", "+", 1), due_at: store.now() + leaseMs }))
      .where("id", "=", next.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const job = await tx.selectFrom("jobs").selectAll().where("id", "=", row.job_id).executeTakeFirstOrThrow();
    return { row, job };
  });
}

export async function nextAnnouncementAt(store: Store): Promise<number | null> {
  const row = await store.db
    .selectFrom("webhooks")
    .select("due_at")
    .where("due_at", "is not", null)
    .orderBy("due_at")
    .limit(1)
    .executeTakeFirst();
  return row?.due_at ?? null;
}

export async function announced(store: Store, { id }: WebhookRow): Promise<void> {
  await store.db.deleteFrom("webhooks").where("id", "=", id).execute();
}

/** @returns whether it will be tried again */
export async function notAnnounced(store: Store, { id, tries }: WebhookRow, message: string): Promise<boolean> {
  const isOver = tries >= maxTries;
  const restMs = Math.min(firstRestMs * 2 ** (tries - 1), longestRestMs);
  await store.db
    .updateTable("webhooks")
    .set({ due_at: isOver ? null : store.now() + restMs, last_error: message.slice(0, 500) })
    .where("id", "=", id)
    .where("tries", "=", tries)
    .execute();
  return !isOver;
}
