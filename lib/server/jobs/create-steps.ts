/**
 * The paid call's side of a job's life, from its claim on: every way the call can end. The worker says what the relay
 * answered; what that means for the job stands here.
 */
import type { Transaction } from "kysely";
import type { Charged } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import type { JobRow, Tables } from "../database/tables.ts";
import { canceledMove } from "./decisions.ts";
import { pauseIn } from "./dispatch.ts";
import { keepLateId } from "./late-id.ts";
import { type Claim, type Move, move, moveIn } from "./move.ts";

/**
 * How often one job may be put back, and how long it then rests. A busy relay says so for free, and so does one that
 * cannot be reached, so both are waited for; without an end a dead host would be called for ever.
 */
const maxBusy = 20;
const busyDelaysMs = [5_000, 10_000, 20_000, 40_000, 60_000];
const unreachedDelaysMs = [2_000, 5_000, 15_000, 60_000, 300_000, 900_000];

/**
 * The relay gave an id: keep it at once. Also right for a row that was called unknown while this answer was on its way.
 * An id that another job already has proves nothing about this one, so then nobody knows.
 * @returns the row that has the id now, or null when it could be kept nowhere
 */
export async function accepted(
  store: Store,
  claim: Claim,
  answer: { relayId: string; relayStatus: string | null; progress: number | null },
  firstPollAtMs: number,
): Promise<JobRow | null> {
  return store.write(async (tx) => {
    const holder = await tx.selectFrom("jobs").selectAll().where("relay_id", "=", answer.relayId).executeTakeFirst();
    if (holder?.id === claim.id) return holder;
    if (holder !== undefined) {
      const message = `The relay answered with the id of another job (${holder.id})`;
      await moveIn(store, tx, unknownMove(store, claim, { reason: "duplicate_id", message }));
      return holder;
    }
    const event = {
      type: "accepted",
      detail: { relay_id: answer.relayId, relay_status: answer.relayStatus },
    } as const;
    const running = await moveIn(store, tx, {
      ...claim,
      from: ["submitting", "unknown"],
      to: "running",
      set: {
        relay_id: answer.relayId,
        relay_status: answer.relayStatus,
        progress: answer.progress,
        relay_seen_at: store.now(),
        due_at: firstPollAtMs,
        finished_at: null,
        ...noFailure,
        ...notWaiting,
      },
      event,
    });
    return running ?? keepLateId(store, tx, claim, answer.relayId, event);
  });
}

/** The relay refused this request: it was not created, so nothing was charged. */
export async function rejected(store: Store, claim: Claim, words: { code: string; message: string }): Promise<void> {
  await move(store, failedMove(store, claim, words));
}

/** The relay is busy: back to the queue until it said, or with growing rests, up to {@link maxBusy} times. */
export async function busy(
  store: Store,
  row: JobRow,
  answer: { message: string; retryAfterMs: number | null; jitter: number },
): Promise<void> {
  if (row.busy_count >= maxBusy) {
    await rejected(store, row, { code: "relay_busy", message: answer.message });
    return;
  }
  const restMs = (answer.retryAfterMs ?? delay(busyDelaysMs, row.busy_count)) * (1 + answer.jitter);
  await putBack(store, row, "busy", answer.message, restMs, { busy_count: row.busy_count + 1 });
}

/** Proven not to have left this machine: back to the queue, as often as there are delays. */
export async function unreached(store: Store, row: JobRow, words: { message: string; jitter: number }): Promise<void> {
  if (row.unreached_count >= unreachedDelaysMs.length) {
    await rejected(store, row, { code: "relay_unreachable", message: words.message });
    return;
  }
  const restMs = delay(unreachedDelaysMs, row.unreached_count) * (1 + words.jitter);
  await putBack(store, row, "unreachable", words.message, restMs, { unreached_count: row.unreached_count + 1 });
}

/** The call was claimed and then not begun: submissions were paused, or this process is stopping or was too slow. */
export async function notBegun(store: Store, claim: Claim): Promise<void> {
  await putBack(store, claim, "interrupted", "The call was not begun; nothing was sent.", 0, {});
}

/** The account is at fault: this job waits, and so does every other, until an operator has mended it. */
export async function accountFault(store: Store, claim: Claim, message: string): Promise<void> {
  await store.write(async (tx) => {
    const row = await putBackIn(store, tx, putBackMove(store, claim, "account", message, 0, {}));
    if (row !== null) await pauseIn(store, tx, "account", message);
  });
}

/** Nobody knows whether it was created and charged. Never sent again by program. */
export async function outcomeUnknown(
  store: Store,
  claim: Claim,
  words: { reason: string; message: string },
): Promise<void> {
  await move(store, unknownMove(store, claim, words));
}

/** Calls whose worker went silent: their lease has run out. @returns how many there were */
export async function sweepSilentCalls(store: Store): Promise<number> {
  return giveUpCalls(store, store.now(), {
    reason: "lease_expired",
    message: "The call got no answer in time.",
  });
}

/** At start-up, when this process alone has the database: whatever was on the wire died with its process. */
export async function recoverCalls(store: Store): Promise<number> {
  return giveUpCalls(store, null, {
    reason: "process_died",
    message: "Clipdesk stopped while the call was on its way; the answer, if there was one, is lost.",
  });
}

/** @param dueBeforeMs only rows whose lease ended before this; null for all */
async function giveUpCalls(
  store: Store,
  dueBeforeMs: number | null,
  words: { reason: string; message: string },
): Promise<number> {
  return store.write(async (tx) => {
    const rows = await tx
      .selectFrom("jobs")
      .select(["id", "fence"])
      .where("status", "=", "submitting")
      .$if(dueBeforeMs !== null, (query) => query.where("due_at", "<=", dueBeforeMs ?? 0))
      // What another sweeper, or the call's own late answer, is writing is left to it.
      .$if(store.kind === "postgres", (query) => query.forUpdate().skipLocked())
      .execute();
    for (const row of rows) await moveIn(store, tx, unknownMove(store, row, words));
    return rows.length;
  });
}

/** A job that waited because the relay could not be reached is due again as soon as anything reaches it. */
export async function wakeUnreached(store: Store): Promise<void> {
  await store.db
    .updateTable("jobs")
    .set({ due_at: store.now() })
    .where("status", "=", "queued")
    .where("waiting_reason", "=", "unreachable")
    .execute();
}

interface Words {
  code: string;
  message: string;
}

function unknownMove(store: Store, claim: Claim, { reason, message }: { reason: string; message: string }) {
  return endedMove(store, claim, "unknown", "unknown", { code: reason, message });
}

function failedMove(store: Store, claim: Claim, words: Words) {
  return endedMove(store, claim, "failed", "no", words);
}

function endedMove(store: Store, claim: Claim, to: "failed" | "unknown", charged: Charged, { code, message }: Words) {
  return {
    id: claim.id,
    fence: claim.fence,
    from: ["submitting"],
    to,
    set: {
      due_at: null,
      failure_code: code,
      failure_message: message,
      failure_charged: charged,
      finished_at: store.now(),
      ...notWaiting,
    },
    event: { type: to, detail: { code, message, charged } },
  } satisfies Move;
}

type WaitingReason = NonNullable<JobRow["waiting_reason"]>;

async function putBack(
  store: Store,
  claim: Claim,
  reason: WaitingReason,
  message: string,
  restMs: number,
  counts: Partial<Pick<JobRow, "busy_count" | "unreached_count">>,
): Promise<void> {
  await store.write((tx) => putBackIn(store, tx, putBackMove(store, claim, reason, message, restMs, counts)));
}

/** A job that was trashed while its call was on the way ends here: nothing was sent, and nothing unseen is paid for. */
async function putBackIn(store: Store, tx: Transaction<Tables>, change: Move): Promise<JobRow | null> {
  const row = await moveIn(store, tx, change);
  if (row !== null && row.trashed_at !== null) await moveIn(store, tx, canceledMove(store, row.id, null));
  return row;
}

function putBackMove(
  store: Store,
  claim: Claim,
  reason: WaitingReason,
  message: string,
  restMs: number,
  counts: Partial<Pick<JobRow, "busy_count" | "unreached_count">>,
) {
  const dueAt = store.now() + Math.round(restMs);
  return {
    id: claim.id,
    fence: claim.fence,
    from: ["submitting"],
    to: "queued",
    set: { ...counts, due_at: dueAt, waiting_reason: reason, waiting_message: message, submitted_at: null },
    event: { type: "deferred", detail: { reason, message, until: new Date(dueAt).toISOString() } },
  } as const;
}

const notWaiting = { waiting_reason: null, waiting_message: null } as const;
const noFailure = { failure_code: null, failure_message: null, failure_charged: null } as const;

function delay(delaysMs: readonly number[], index: number): number {
  return delaysMs[Math.min(index, delaysMs.length - 1)] ?? 0;
}
