/**
 * The only place where a job's status is written. Every change is one transaction of a conditional update and its event;
 * what no longer holds (another fence, another status) changes nothing and says so with null.
 */
import type { ExpressionBuilder, Transaction } from "kysely";
import type { AuditAction } from "#lib/audit.ts";
import type { JobEventType, JobStatus } from "#lib/job.ts";
import { config } from "../config.ts";
import type { Store } from "../database/store.ts";
import type { JobRow, Tables } from "../database/tables.ts";
import { addAudit } from "../people/audit.ts";
import { announceIn, isEnd } from "./announce.ts";
import { takeCallIn } from "./budget.ts";
import { newId } from "./row.ts";

/** Status -> where it may go. Nothing else is legal; the reasons stand beside each function that moves a job. */
const legal: Record<JobStatus, readonly JobStatus[]> = {
  queued: ["submitting", "canceled"],
  submitting: ["running", "failed", "queued", "unknown"],
  running: ["succeeded", "failed", "unknown"],
  unknown: ["running", "failed", "succeeded"],
  failed: ["succeeded"],
  succeeded: [],
  canceled: [],
};

export type EventDetail = Record<string, string | number | null>;
export interface EventInput {
  type: JobEventType;
  actor?: string | null;
  detail?: EventDetail;
}

/** The holder of a row: whoever claimed it last. */
export interface Claim {
  id: string;
  fence: number;
}

export interface Move {
  id: string;
  /** Left out only for what a person decides; a worker always names the fence of its claim. */
  fence?: number;
  from: readonly JobStatus[];
  to: JobStatus;
  set?: Omit<Partial<JobRow>, "id" | "status" | "fence">;
  event: EventInput;
}

/** @returns the row as it is now, or null when the move was not legal any more and nothing changed */
export async function move(store: Store, change: Move): Promise<JobRow | null> {
  return store.write((tx) => moveIn(store, tx, change));
}

export async function moveIn(store: Store, tx: Transaction<Tables>, change: Move): Promise<JobRow | null> {
  for (const from of change.from) {
    if (!legal[from].includes(change.to)) throw new Error(`A job never goes from ${from} to ${change.to}`);
  }
  const row = await tx
    .updateTable("jobs")
    .set({ ...change.set, status: change.to, updated_at: store.now() })
    .where("id", "=", change.id)
    .where("status", "in", change.from)
    .$if(change.fence !== undefined, (query) => query.where("fence", "=", change.fence ?? -1))
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await addEvents(store, tx, [row.id], change.event);
  if (isEnd(row.status) && config().webhook !== null) await announceIn(store, tx, row);
  return row;
}

/** Changes what is not the status, under the same fence, with or without an event. */
export async function amend(
  store: Store,
  claim: Claim,
  set: Omit<Partial<JobRow>, "id" | "status" | "fence">,
  event?: EventInput,
): Promise<JobRow | null> {
  return store.write(async (tx) => {
    const row = await tx
      .updateTable("jobs")
      .set({ ...set, updated_at: store.now() })
      .where("id", "=", claim.id)
      .where("fence", "=", claim.fence)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    if (event !== undefined) await addEvents(store, tx, [row.id], event);
    return row;
  });
}

export interface DueJobs {
  statuses: readonly JobStatus[];
  where?: (eb: ExpressionBuilder<Tables, "jobs">) => ReturnType<ExpressionBuilder<Tables, "jobs">["and"]>;
  /** The claim's lease: after it the row comes due by itself, so a dead worker's work is taken over. */
  leaseMs: number;
  /** Where the claim itself changes the status: only the paid call does. */
  to?: "submitting";
  /** The claim is for a call to the relay, and takes one out of the budget that leaves this many free. */
  call?: { keepFree: number };
}

/** Takes the row that has been due longest, raising its fence. @returns null when nothing is due, or no call to be had */
export async function claimDue(store: Store, due: DueJobs): Promise<JobRow | null> {
  return store.write((tx) => claimDueIn(store, tx, due));
}

/**
 * Within a transaction, so that what a claim depends on is decided with it. Instances claim at once: each passes over
 * the rows that others hold, so none waits for another and none takes what another has.
 */
export async function claimDueIn(store: Store, tx: Transaction<Tables>, due: DueJobs): Promise<JobRow | null> {
  const now = store.now();
  const next = await tx
    .selectFrom("jobs")
    .select("id")
    .where("status", "in", due.statuses)
    .where("due_at", "<=", now)
    .$if(due.where !== undefined, (query) => query.where((eb) => due.where?.(eb) ?? eb.and([])))
    .orderBy("due_at")
    .orderBy("id")
    .limit(1)
    .$if(store.kind === "postgres", (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
  if (next === undefined) return null;
  if (due.call !== undefined && !(await takeCallIn(store, tx, due.call.keepFree))) return null;
  const row = await tx
    .updateTable("jobs")
    .set((eb) => ({
      fence: eb("fence", "+", 1),
      due_at: now + due.leaseMs,
      ...(due.to === undefined
        ? {}
        : { status: due.to, attempts: eb("attempts", "+", 1), submitted_at: now, updated_at: now }),
    }))
    .where("id", "=", next.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (due.to !== undefined) {
    await addEvents(store, tx, [row.id], { type: due.to, detail: { attempt: row.attempts } });
  }
  return row;
}

/**
 * Takes one row by name, due or not, as a person's "check again" does. @returns null when asking could change nothing: the
 * call is still out, or the video is being saved or is kept, and a claim would take it from its saver. What comes due
 * still does, should this process die; what is at rest stays at rest, where no lane would find it.
 */
export async function claimById(store: Store, id: string, leaseMs: number): Promise<JobRow | null> {
  const row = await store.db
    .updateTable("jobs")
    .set((eb) => ({
      fence: eb("fence", "+", 1),
      due_at: eb
        .case()
        .when("due_at", "is", null)
        .then(eb.ref("due_at"))
        .else(store.now() + leaseMs)
        .end(),
    }))
    .where("id", "=", id)
    .where((eb) =>
      eb.or([
        eb("status", "in", ["running", "failed", "unknown"]),
        eb("status", "=", "succeeded").and("media_state", "in", ["failed", "expired"]).and("removed_at", "is", null),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function addEvents(
  store: Store,
  tx: Transaction<Tables>,
  jobIds: readonly string[],
  event: EventInput,
): Promise<void> {
  const at = store.now();
  const detail = JSON.stringify(event.detail ?? {});
  const actor = event.actor ?? null;
  await tx
    .insertInto("job_events")
    .values(jobIds.map((jobId) => ({ id: newId(), job_id: jobId, at, type: event.type, actor, detail })))
    .execute();
  const action = audited[event.type];
  const [subject] = jobIds;
  if (action === undefined || subject === undefined) return;
  const several: EventDetail = jobIds.length > 1 ? { jobs: jobIds.length, ids: jobIds.join(" ") } : {};
  await addAudit(store, tx, { actor, action, subject, detail: { ...event.detail, ...several } });
}

/** What people do to jobs stands in the audit log too; what the relay and the worker do is in the job's timeline only. */
const audited: Partial<Record<JobEventType, AuditAction>> = {
  queued: "jobs_submitted",
  canceled: "job_canceled",
  resolved: "job_ruled",
  trashed: "job_trashed",
  restored: "job_restored",
};
