/** A job for tests of what pages do with jobs. */
import type { Job } from "./job.ts";

const at = "2026-01-01T00:00:00.000Z";

export function someJob(fields: Partial<Job> = {}): Job {
  return {
    id: "0198a000-0000-7000-8000-000000000001",
    model: "jimeng-video-3.0",
    prompt: "A paper boat",
    aspect_ratio: "3:2",
    size: "720P",
    images: [],
    status: "queued",
    relay_id: null,
    relay_status: null,
    relay_seen_at: null,
    progress: null,
    failure: null,
    waiting: null,
    media: {
      state: "none",
      bytes: null,
      video_url: null,
      poster_url: null,
      error: null,
      keep_until: null,
      removed_at: null,
    },
    retry_of: null,
    batch_id: null,
    created_by: null,
    starred: false,
    overdue: false,
    trashed: false,
    created_at: at,
    submitted_at: null,
    finished_at: null,
    updated_at: at,
    ...fields,
  };
}
