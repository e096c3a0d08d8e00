/**
 * A paid job under way: when to ask, and what an answer may change. Only the relay's explicit word ends a job; an HTTP
 * error, a time-out or an unfamiliar word never does.
 */
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { durationsSeen } from "./durations-seen.ts";
import { type Claim, amend, claimDue, move } from "./move.ts";
import { choosePoll, type PollChoice } from "./poll-choice.ts";
import { nextAskAtMs, pollDelayMs } from "./poll-policy.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A success word without a link is waited out, then it is a failure of its own kind (contract, section 2). */
const urlGraceMs = 5 * minuteMs;
/** "No such task" was seen right after create: it counts only several times in a row, past an hour. */
const missingEnough = { times: 5, afterMs: hourMs };
const givenUpAfterMs = 7 * 24 * hourMs;

/** What a query said about the task, as far as the job's life depends on it. */
export interface Reading {
  state: "queued" | "running" | "succeeded" | "failed" | "unknown";
  relayStatus: string | null;
  videoUrl: string | null;
  thumbnailUrl: string | null;
  progress: number | null;
  errorCode: string | null;
  error: string | null;
  isMissing: boolean;
  /** The relay says success and gives no link. */
  isUrlMissing: boolean;
  /** The relay answered about this task, whatever it said. */
  isAnswer: boolean;
}

export interface PollSchedule {
  intervalMs: number;
}

/**
 * Takes the due job for which a query is worth most, and the call out of the budget.
 * @param keepFree how many calls of the budget stay free behind this one
 */
export async function claimPoll(
  store: Store,
  leaseMs: number,
  keepFree = 0,
  choice?: PollChoice,
): Promise<JobRow | null> {
  for (const id of (choice ?? (await choosePoll(store)))?.ids ?? []) {
    const row = await claimDue(store, {
      statuses: ["running"],
      where: (eb) => eb.and([eb("id", "=", id)]),
      leaseMs,
      call: { keepFree },
    });
    if (row !== null) return row;
  }
  return null;
}

/** The answer to a poll of a running job. */
export async function polled(store: Store, row: JobRow, reading: Reading, schedule: PollSchedule): Promise<void> {
  if (reading.state === "succeeded" && reading.videoUrl !== null) {
    await succeeded(store, row, ["running"], { ...reading, videoUrl: reading.videoUrl });
    return;
  }
  const end = endOf(store, row, reading);
  if (end !== null) {
    await ended(store, row, end, reading);
    return;
  }
  const dueAt = await dueAgainAt(store, row, reading, schedule);
  const isNewWord = reading.relayStatus !== null && reading.relayStatus !== row.relay_status;
  await amend(
    store,
    row,
    {
      due_at: dueAt,
      asked_at: store.now(),
      relay_status: reading.relayStatus ?? row.relay_status,
      relay_seen_at: reading.isAnswer ? store.now() : row.relay_seen_at,
      progress: reading.progress ?? row.progress,
      missing_count: reading.isMissing ? row.missing_count + 1 : 0,
      urlless_since: reading.isUrlMissing ? (row.urlless_since ?? store.now()) : null,
    },
    isNewWord ? { type: "relay_status", detail: { relay_status: reading.relayStatus } } : undefined,
  );
}

/** The video is there. Also accepted late, from `failed` and `unknown`: what was paid for is kept. */
export async function succeeded(
  store: Store,
  claim: Claim,
  from: readonly ("running" | "failed" | "unknown")[],
  reading: Reading & { videoUrl: string },
): Promise<JobRow | null> {
  const now = store.now();
  return move(store, {
    id: claim.id,
    fence: claim.fence,
    from,
    to: "succeeded",
    set: {
      relay_status: reading.relayStatus,
      relay_seen_at: now,
      progress: reading.progress,
      failure_code: null,
      failure_message: null,
      failure_charged: null,
      finished_at: now,
      media_state: "pending",
      source_url: reading.videoUrl,
      thumbnail_url: reading.thumbnailUrl,
      due_at: now,
    },
    event: { type: "succeeded", detail: { relay_status: reading.relayStatus } },
  });
}

/** A query that told nothing, because something is broken, is repeated no sooner than it must be. */
async function dueAgainAt(store: Store, row: JobRow, reading: Reading, schedule: PollSchedule): Promise<number> {
  const [now, submittedAt] = [store.now(), row.submitted_at ?? row.created_at];
  if (!reading.isAnswer) return now + pollDelayMs(now - submittedAt, schedule.intervalMs);
  return nextAskAtMs(submittedAt, now, await durationsSeen(store), schedule.intervalMs);
}

interface End {
  to: "failed" | "unknown";
  code: string;
  message: string;
  charged: "yes" | "unknown";
}

function endOf(store: Store, row: JobRow, reading: Reading): End | null {
  const ageMs = store.now() - (row.submitted_at ?? row.created_at);
  if (reading.state === "failed") {
    // Charged on submission, and whether a failed task is refunded differs from relay to relay.
    const message = reading.error ?? "The relay says that the task failed, without a reason.";
    return { to: "failed", code: reading.errorCode ?? "relay_failed", message, charged: "unknown" };
  }
  if (reading.isUrlMissing && row.urlless_since !== null && store.now() - row.urlless_since >= urlGraceMs) {
    const message = "The relay says that the task succeeded, but gave no link to the video.";
    return { to: "failed", code: "no_video_url", message, charged: "yes" };
  }
  if (reading.isMissing && row.missing_count + 1 >= missingEnough.times && ageMs > missingEnough.afterMs) {
    return { to: "failed", code: "task_missing", message: reading.error ?? "No such task", charged: "unknown" };
  }
  if (ageMs > givenUpAfterMs) {
    const message = "The relay gave no final answer for seven days.";
    return { to: "unknown", code: "no_final_answer", message, charged: "yes" };
  }
  return null;
}

async function ended(store: Store, row: JobRow, end: End, reading: Reading): Promise<void> {
  const { to, code, message, charged } = end;
  await move(store, {
    id: row.id,
    fence: row.fence,
    from: ["running"],
    to,
    set: {
      relay_status: reading.relayStatus ?? row.relay_status,
      relay_seen_at: reading.isAnswer ? store.now() : row.relay_seen_at,
      failure_code: code,
      failure_message: message,
      failure_charged: charged,
      finished_at: store.now(),
      due_at: null,
    },
    event: { type: to, detail: { code, message, charged } },
  });
}
