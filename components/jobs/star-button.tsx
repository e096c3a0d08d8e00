"use client";
import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { starJob } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import type { Text } from "#lib/text.ts";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { editJobs, knownJob, putJobs } from "./job-cache.ts";
import { reasonOf } from "./reason.ts";
import { cornerClass } from "./tile-corner.ts";

export function StarButton({ job }: { job: Job }) {
  const text = useText();
  const client = useQueryClient();
  return (
    <button
      type="button"
      aria-label={text.tile.star}
      aria-pressed={job.starred}
      className={`${cornerClass} aria-pressed:text-accent aria-pressed:opacity-100`}
      onClick={() => void toggleStar(client, job, text)}
    >
      <Star size={16} aria-hidden className={job.starred ? "fill-current" : ""} />
    </button>
  );
}

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
