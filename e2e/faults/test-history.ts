/** Histories as the checker's test needs them: a sound one, and what it is made of. */
import type { JobEventRow, JobRow } from "#lib/server/database/tables.ts";
import type { History, Post } from "./history.ts";

let lastEvent = 0;

export function event(
  jobId: string,
  type: JobEventRow["type"],
  detail: object = {},
  actor: string | null = null,
): JobEventRow {
  lastEvent += 1;
  return { id: String(lastEvent), job_id: jobId, at: lastEvent, type, actor, detail: JSON.stringify(detail) };
}

export function events(jobId: string, ...types: JobEventRow["type"][]): JobEventRow[] {
  return types.map((type) => event(jobId, type, type === "accepted" ? { relay_id: `task of ${jobId}` } : {}));
}

export function job(id: string, fields: Partial<JobRow>): JobRow {
  return {
    id,
    model: "m",
    prompt: `prompt of ${id}`,
    folded_prompt: `prompt of ${id}`,
    aspect_ratio: "3:2",
    size: "720P",
    images: "[]",
    status: "queued",
    fence: 1,
    due_at: null,
    attempts: 1,
    busy_count: 0,
    unreached_count: 0,
    waiting_reason: null,
    waiting_message: null,
    relay_id: null,
    relay_status: null,
    relay_seen_at: null,
    asked_at: null,
    progress: null,
    missing_count: 0,
    urlless_since: null,
    failure_code: null,
    failure_message: null,
    failure_charged: null,
    media_state: "none",
    source_url: null,
    thumbnail_url: null,
    media_tries: 0,
    media_links: 0,
    media_bytes: null,
    media_type: null,
    media_error: null,
    poster_type: null,
    keep_until: null,
    removed_at: null,
    has_leftovers: 0,
    retry_of: null,
    batch_id: null,
    created_by: null,
    starred: 0,
    trashed_at: null,
    created_at: 0,
    submitted_at: 0,
    finished_at: null,
    updated_at: 0,
    changed_in: 0,
    told_in: 0,
    ...fields,
  };
}

export function post(jobId: string, fields: Partial<Post> = {}): Post {
  const task = `task of ${jobId}`;
  return { prompt: `prompt of ${jobId}`, madeTask: task, answeredId: task, word: "accepted", ...fields };
}

export const unmade = { madeTask: null, answeredId: null } as const;
const saved = { status: "succeeded", media_state: "saved", media_bytes: 12 } as const;

/** One job that was put back once and then went well, one that was refused, one that nobody knows about, one ruled. */
export function sound(): History {
  const ids = ["a", "b", "c", "d"];
  return {
    posts: [
      post("a", { ...unmade, word: "not_now" }),
      post("a"),
      post("b", { ...unmade, word: "refused" }),
      post("c", { word: "none" }),
      post("d", { ...unmade, word: "none" }),
    ],
    failedTasks: new Set(),
    sentPrompts: new Set([...ids, "e"].map((id) => `prompt of ${id}`)),
    acknowledged: ids.map((id) => ({ prompt: `prompt of ${id}`, key: `key of ${id}`, jobIds: [id] })),
    jobs: [
      job("a", { ...saved, relay_id: "task of a" }),
      job("b", { status: "failed", failure_code: "50413", failure_charged: "no" }),
      job("c", { status: "unknown", failure_code: "connection", failure_charged: "unknown" }),
      job("d", { status: "failed", failure_code: "not_created", failure_charged: "no" }),
    ],
    events: [
      ...events("a", "queued", "submitting", "deferred", "submitting", "accepted", "succeeded", "video_saved"),
      ...events("b", "queued", "submitting", "failed"),
      ...events("c", "queued", "submitting", "unknown"),
      ...events("d", "queued", "submitting", "unknown"),
      event("d", "resolved", { outcome: "not_created" }, "ada"),
    ],
    files: new Map([["a.mp4", 12]]),
  };
}
