/** How a job reads to a client of the relay's own API. Pure but for the signing of links. */
import type { Job } from "#lib/job.ts";
import type { FrontCreated, FrontError, FrontStatus, FrontTask } from "#lib/relay-front.ts";
import type { Store } from "../database/store.ts";
import { signedUrl } from "../links/signed.ts";

export function createdAnswer(job: Job): FrontCreated {
  return { id: job.id, status: frontStatus(job), status_update_time: Date.parse(job.updated_at) };
}

export async function taskAnswer(store: Store, job: Job): Promise<FrontTask> {
  const { progress, media } = job;
  const status = frontStatus(job);
  const error = errorOf(job, status);
  return {
    ...createdAnswer(job),
    video_url: status === "completed" ? await signedUrl(store, job.id, "video") : null,
    ...(status === "completed" && media.poster_url !== null
      ? { thumbnail_url: await signedUrl(store, job.id, "poster") }
      : {}),
    ...(status === "processing" && progress !== null ? { progress } : {}),
    ...(error === null ? {} : { error }),
  };
}

/**
 * An outcome that nobody knows is still `processing`: the relay's words have none for it, and a client that reads `failed`
 * submits again and may pay twice, while one that goes on asking learns what it turned out to be. A video that is not on
 * our disk yet is `processing` too, because `completed` promises a link.
 */
function frontStatus({ status, media }: Job): FrontStatus {
  switch (status) {
    case "queued":
    case "submitting":
      return "pending";
    case "running":
    case "unknown":
      return "processing";
    case "succeeded":
      if (media.state === "saved") return "completed";
      return media.state === "expired" || media.state === "failed" ? "failed" : "processing";
    case "failed":
    case "canceled":
      return "failed";
  }
}

function errorOf({ status, failure, media }: Job, word: FrontStatus): FrontError | null {
  if (word !== "failed") return null;
  if (status === "canceled") return taskError("canceled", "The job was canceled before anything was sent");
  if (failure !== null) return taskError(failure.code, failure.message);
  if (media.removed_at !== null) return taskError("video_removed", media.error ?? "The video was removed");
  return taskError("video_not_kept", `The video was made, but it could not be kept: ${media.error ?? "unknown"}`);
}

function taskError(code: string, message: string): FrontError {
  return { message, type: "task_failed", code, param: null };
}
