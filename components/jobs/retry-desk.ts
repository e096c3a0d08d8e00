"use client";
import type { QueryClient } from "@tanstack/react-query";
import { isRefusal, jobQuery, retryJob } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import { keepCalls } from "#lib/kept-calls.ts";
import { createRetries, readRetry } from "#lib/retries.ts";
import type { Retried, Retries } from "#lib/retries.ts";
import { retriesPrefix } from "#lib/retries-key.ts";
import { createRetryKeys } from "#lib/retry-keys.ts";
import { deskStorage, nameHere, newKey } from "../storage.ts";
import { openTabs, thisTab } from "../composer/tabs.ts";
import { noteRetries } from "./held-retries.ts";
import { addJobs } from "./job-cache.ts";

let desk: Retries<Job[]> | null = null;

/**
 * The retries of this tab: kept in the browser's storage, so that neither a reload nor a new browser is a second charge.
 * @param person who looks at this page, the same as long as it is open
 */
export function retriesOf(person: string | null): Retries<Job[]> {
  if (desk !== null) return desk;
  const retries = createRetries<Job[]>({
    send: ({ jobId, acceptRisk, key }) => retryJob(jobId, acceptRisk, key),
    isRefusal,
    kept: keepCalls({
      prefix: retriesPrefix,
      local: deskStorage(),
      tab: thisTab(),
      openTabs,
      person,
      now: Date.now,
      read: readRetry,
    }),
    keys: createRetryKeys(deskStorage(), nameHere(person), newKey),
    now: Date.now,
  });
  retries.subscribe(() => noteRetries(retries.getSnapshot().length > 0));
  desk = retries;
  return retries;
}

/** One paid call at most, however often it is pressed before the server has answered. */
export async function retry(
  client: QueryClient,
  person: string | null,
  id: string,
  acceptRisk?: boolean,
): Promise<Retried<Job[]>> {
  const sent = await retriesOf(person).press(id, acceptRisk);
  if (sent.kind !== "accepted") return sent;
  addJobs(client, sent.reply);
  // A retry of an open outcome closes the old job.
  await client.invalidateQueries({ queryKey: jobQuery(id).queryKey });
  return sent;
}
