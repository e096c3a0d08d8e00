"use client";
import type { QueryClient } from "@tanstack/react-query";
import { cancelJob, checkJob, resolveJob, restoreJob, trashJob } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import { putJobs } from "./job-cache.ts";
import { retry } from "./retry-desk.ts";
import { UnansweredRetry } from "./unanswered-retry.ts";
import type { Deed } from "./use-job-action.ts";

/** Does it, and brings the lists up to date. */
export async function perform(client: QueryClient, person: string | null, job: Job, deed: Deed): Promise<void> {
  switch (deed.kind) {
    case "cancel":
      return putJobs(client, [await cancelJob(job.id)]);
    case "check":
      return putJobs(client, [await checkJob(job.id)]);
    case "resolve":
      return putJobs(client, [await resolveJob(job.id, deed.resolution)]);
    case "restore":
      return putJobs(client, [await restoreJob(job.id)]);
    case "trash":
      await trashJob(job.id);
      return putJobs(client, [{ ...job, trashed: true }]);
    case "retry": {
      const sent = await retry(client, person, job.id, deed.acceptRisk);
      if (sent.kind === "refused") throw sent.error;
      if (sent.kind === "unanswered") throw new UnansweredRetry();
      return;
    }
  }
}
