/** Which of the due running jobs a query is worth most for: the policy over what the database holds. */
import type { Store } from "../database/store.ts";
import { durationsSeen } from "./durations-seen.ts";
import { unseenMs } from "./poll-policy.ts";

export interface PollChoice {
  /** What a query for the first of them is worth: see `unseenMs`. */
  worthMs: number;
  /** The best first. More than one, because another instance may take it meanwhile. */
  ids: readonly string[];
}

/** Of more due jobs than this only those that have been due longest are weighed, so that weighing stays cheap. */
const weighed = 1_000;
const chosen = 3;

/** @returns null when no running job is due */
export async function choosePoll(store: Store): Promise<PollChoice | null> {
  const nowMs = store.now();
  const rows = await store.db
    .selectFrom("jobs")
    .select(["id", "submitted_at", "created_at", "asked_at"])
    .where("status", "=", "running")
    .where("due_at", "<=", nowMs)
    .orderBy("due_at")
    .limit(weighed)
    .execute();
  if (rows.length === 0) return null;
  const durations = await durationsSeen(store);
  const best = rows
    .map((row) => {
      const job = { submittedAtMs: row.submitted_at ?? row.created_at, askedAtMs: row.asked_at };
      return { id: row.id, worthMs: unseenMs(job, nowMs, durations) };
    })
    // Of equals the one that has been due longest stays first.
    .toSorted((a, b) => b.worthMs - a.worthMs)
    .slice(0, chosen);
  return { worthMs: best[0]?.worthMs ?? 0, ids: best.map(({ id }) => id) };
}
