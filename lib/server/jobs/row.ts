/** From a row to the job that travels. Signed links of the relay stay behind. */
import { v7 as uuidv7 } from "uuid";
import type { Job, JobEvent } from "#lib/job.ts";
import type { JobEventRow, JobRow } from "../database/tables.ts";

/** A running job that the relay has not finished by now is labelled overdue; it is polled on all the same. */
const overdueAfterMs = 60 * 60_000;

/** Time-ordered, and ordered within one process even in the same millisecond: newest first is by id, descending. */
export function newId(): string {
  return uuidv7();
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isId(text: string): boolean {
  return idPattern.test(text);
}

export function toJob(row: JobRow, nowMs: number): Job {
  return {
    id: row.id,
    model: row.model,
    prompt: row.prompt,
    aspect_ratio: row.aspect_ratio,
    size: row.size,
    images: imagesOf(row),
    status: row.status,
    relay_id: row.relay_id,
    relay_status: row.relay_status,
    relay_seen_at: isoOrNull(row.relay_seen_at),
    progress: row.progress,
    failure: failureOf(row),
    waiting: waitingOf(row),
    media: mediaOf(row),
    retry_of: row.retry_of,
    batch_id: row.batch_id,
    created_by: row.created_by,
    starred: row.starred === 1,
    overdue: row.status === "running" && row.submitted_at !== null && nowMs - row.submitted_at > overdueAfterMs,
    trashed: row.trashed_at !== null,
    created_at: iso(row.created_at),
    submitted_at: isoOrNull(row.submitted_at),
    finished_at: isoOrNull(row.finished_at),
    updated_at: iso(row.updated_at),
  };
}

export function toEvent(row: JobEventRow): JobEvent {
  return { at: iso(row.at), type: row.type, actor: row.actor, detail: JSON.parse(row.detail) };
}

export function imagesOf(row: Pick<JobRow, "images">): string[] {
  return JSON.parse(row.images);
}

function failureOf(row: JobRow): Job["failure"] {
  if (row.failure_code === null) return null;
  return {
    code: row.failure_code,
    message: row.failure_message ?? "",
    charged: row.failure_charged ?? "unknown",
  };
}

function waitingOf(row: JobRow): Job["waiting"] {
  if (row.status !== "queued" || row.waiting_reason === null) return null;
  return { reason: row.waiting_reason, message: row.waiting_message ?? "", until: isoOrNull(row.due_at) };
}

function mediaOf(row: JobRow): Job["media"] {
  const path = `/api/jobs/${row.id}`;
  return {
    state: row.media_state,
    bytes: row.media_bytes,
    video_url: row.media_state === "saved" ? `${path}/video` : null,
    poster_url: row.poster_type !== null ? `${path}/poster` : null,
    error: row.media_error,
    keep_until: isoOrNull(row.keep_until),
    removed_at: isoOrNull(row.removed_at),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}
