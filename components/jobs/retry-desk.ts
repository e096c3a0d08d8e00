"use client";
import type { QueryClient } from "@tanstack/react-query";
import { ApiProblem, jobQuery, retryJob } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import { createRetries } from "#lib/retries.ts";
import type { Retried } from "#lib/retries.ts";
import { newKey, tabStorage } from "../composer/storage.ts";
import { noteRetries } from "./held-retries.ts";
import { addJobs } from "./job-cache.ts";

/** The retries of this tab: kept in its session storage, so that a reload is no second charge. */
export const retries = createRetries<Job[]>({
  send: ({ jobId, acceptRisk, key }) => retryJob(jobId, acceptRisk, key),
  isRefusal: (error) => error instanceof ApiProblem && error.isAnswer,
  storage: tabStorage(),
  newKey,
});

noteRetries(retries.getSnapshot().length > 0);
retries.subscribe(() => noteRetries(retries.getSnapshot().length > 0));

/** One paid call at most, however often it is pressed before the server has answered. */
export async function retry(client: QueryClient, id: string, acceptRisk?: boolean): Promise<Retried<Job[]>> {
  const sent = await retries.press(id, acceptRisk);
  if (sent.kind !== "accepted") return sent;
  addJobs(client, sent.reply);
  // A retry of an open outcome closes the old job.
  await client.invalidateQueries({ queryKey: jobQuery(id).queryKey });
  return sent;
}
