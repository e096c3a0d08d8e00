/** What may be done to a job as it is, for one and for many. Pure; the server has the last word. */
import type { Job } from "./job.ts";
import { can, isMoving } from "./job-words.ts";

/** Sending an open outcome again is not among them: it needs a decision (unknown-panel.tsx). */
export type JobDeed = "cancel" | "check" | "retry" | "restore" | "trash";

/** Whether the job is this person's to decide about; to ask about it and to ask for it again is everybody's. */
export type MayDecide = (job: Job) => boolean;

export function deedsFor(job: Job, mayDecide: MayDecide): JobDeed[] {
  const deeds: JobDeed[] = [];
  const isOwn = mayDecide(job);
  if (isOwn && can("cancel", job)) deeds.push("cancel");
  // A job under way is asked about anyway, and a kept video needs no more news.
  if (
    can("check", job) &&
    job.media.state !== "saved" &&
    job.media.removed_at === null &&
    (job.status !== "running" || job.overdue)
  )
    deeds.push("check");
  if (can("retry", job) && job.status !== "unknown") deeds.push("retry");
  if (isOwn && job.trashed) deeds.push("restore");
  if (isOwn && !job.trashed && !isMoving(job)) deeds.push("trash");
  return deeds;
}

/** What is wanted most of it: the one thing that its tile shows without being asked. */
export function mainDeedFor(job: Job, mayDecide: MayDecide): JobDeed | "decide" | "download" | null {
  const deeds = deedsFor(job, mayDecide);
  if (deeds.includes("restore")) return "restore";
  if (job.status === "unknown") return "decide";
  if (job.media.video_url !== null) return "download";
  if (deeds.includes("cancel")) return "cancel";
  if (deeds.includes("check") && job.status !== "failed") return "check";
  return job.status === "failed" || job.status === "canceled" ? "retry" : null;
}

const fewestToCompare = 2;
const mostToCompare = 4;

export interface SelectionDeeds {
  withVideo: readonly Job[];
  /** Each of them is one paid call. */
  retry: readonly Job[];
  trash: readonly Job[];
  restore: readonly Job[];
  /** Two to four videos; else none. */
  compare: readonly Job[];
}

export function deedsForAll(jobs: readonly Job[], mayDecide: MayDecide): SelectionDeeds {
  const allowing = (deed: JobDeed) => jobs.filter((job) => deedsFor(job, mayDecide).includes(deed));
  const withVideo = jobs.filter((job) => job.media.video_url !== null);
  const isComparable = withVideo.length >= fewestToCompare && withVideo.length <= mostToCompare;
  return {
    withVideo,
    retry: allowing("retry").filter((job) => !job.trashed),
    trash: allowing("trash"),
    restore: allowing("restore"),
    compare: isComparable && withVideo.length === jobs.length ? withVideo : [],
  };
}
