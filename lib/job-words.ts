/**
 * The words of a job and what they allow. Apart from the schemas (job.ts), because the page needs these at once and the
 * schemas, 20 KB of script, only when an answer or a form is to be read.
 */
export const jobStatuses = ["queued", "submitting", "running", "succeeded", "failed", "unknown", "canceled"] as const;
export type JobStatus = (typeof jobStatuses)[number];

export const mediaStates = ["none", "pending", "saving", "saved", "expired", "failed"] as const;
export type MediaState = (typeof mediaStates)[number];

export const charges = ["no", "yes", "unknown"] as const;
export type Charged = (typeof charges)[number];

export const eventTypes = [
  "queued",
  "submitting",
  "deferred",
  "accepted",
  "relay_status",
  "succeeded",
  "failed",
  "unknown",
  "canceled",
  "checked",
  "resolved",
  "video_saved",
  "video_delayed",
  "video_expired",
  "video_failed",
  "video_removed",
  "trashed",
  "restored",
] as const;
export type JobEventType = (typeof eventTypes)[number];

/** Takes of one prompt, prompts of one submission, and jobs of one submission altogether. */
export const maxCount = 8;
export const maxPrompts = 20;
export const maxBatch = 40;

/** Jobs of one archive, and of one answer about what has changed. */
export const maxArchived = 100;
export const maxChanges = 100;

/** Characters of a search. */
export const searchMax = 200;

export const listLimit = { default: 30, max: 100 } as const;

export function isJobStatus(word: string): word is JobStatus {
  return jobStatuses.some((status) => status === word);
}

/** Characters as people count them: an emoji outside the basic plane is one, not two. */
export function promptLength(prompt: string): number {
  let length = 0;
  for (const _ of prompt) length += 1;
  return length;
}

/** Action -> the statuses that allow it. Page and server derive their checks from this one table. */
const allowed = {
  cancel: ["queued"],
  check: ["running", "succeeded", "failed", "unknown"],
  resolve: ["unknown"],
  retry: ["succeeded", "failed", "unknown", "canceled"],
} as const satisfies Record<string, readonly JobStatus[]>;
export type JobAction = keyof typeof allowed;

/** A check asks the relay about its id, so there must be one. */
export function can(action: JobAction, job: { status: JobStatus; relay_id: string | null }): boolean {
  if (action === "check" && job.relay_id === null) return false;
  return allowed[action].some((status) => status === job.status);
}

/** Something will still happen to this job by itself, so the page keeps asking. */
export function isMoving(job: { status: JobStatus; media: { state: MediaState } }): boolean {
  if (job.status === "queued" || job.status === "submitting" || job.status === "running") return true;
  return job.media.state === "pending" || job.media.state === "saving";
}
