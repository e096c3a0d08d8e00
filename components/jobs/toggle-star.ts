import type { QueryClient } from "@tanstack/react-query";
import { starJob } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import type { Text } from "#lib/text.ts";
import { toast } from "../toast.ts";
import { editJobs, knownJob, putJobs } from "./job-cache.ts";
import { reasonOf } from "../reason.ts";

/** Shown at once; taken back, with words, when the server did not keep it. */
export async function toggleStar(client: QueryClient, job: Job, text: Text): Promise<void> {
  const isStarred = !job.starred;
  editJobs(client, [{ ...job, starred: isStarred }]);
  try {
    putJobs(client, [await starJob(job.id, isStarred)]);
  } catch (error) {
    editJobs(client, [{ ...(knownJob(client, job.id) ?? job), starred: job.starred }]);
    toast(text.tile.starFailed(reasonOf(error, text)), { tone: "danger" });
  }
}
