"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { ApiProblem, cancelJob, checkJob, jobQuery, resolveJob, restoreJob, retryJob, trashJob } from "#lib/api.ts";
import { heldKeys } from "#lib/held-keys.ts";
import type { Job, Resolution } from "#lib/job.ts";
import { newKey, tabStorage } from "../composer/storage.ts";
import { addJobs, putJob, removeJob } from "./job-cache.ts";

export type Deed =
  | { kind: "cancel" | "check" | "trash" | "restore" }
  | { kind: "retry"; acceptRisk: boolean }
  | { kind: "resolve"; resolution: Resolution };

/** What a person may do to one job. The caches are brought up to date here; the caller only shows the end of it. */
export function useJobAction(job: Job, onTrashed?: (job: Job) => void) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (deed: Deed) => perform(client, job, deed),
    // Here and not in an effect: the card that asked is gone by now.
    onSuccess: (_done, deed) => (deed.kind === "trash" ? onTrashed?.(job) : undefined),
    onSettled: (_done, _error, deed) => void finished.set(keyOf(job, deed), performance.now()),
  });

  /** A double press is one deed, however fast the answer to its first half was. */
  function act(deed: Deed) {
    const last = finished.get(burstKey(job, deed));
    const isBurst = last !== undefined && performance.now() - last < burstGapMs;
    if (mutation.isPending || (isBurst && isHarmfulTwice(deed))) return;
    mutation.mutate(deed);
  }

  return {
    act,
    pending: mutation.isPending ? mutation.variables.kind : null,
    done: mutation.isSuccess ? mutation.variables.kind : null,
    error: mutation.error,
  };
}

/** With all that was filled in: a corrected id is another deed. */
function keyOf(job: Job, deed: Deed): string {
  return `${job.id} ${JSON.stringify(deed)}`;
}

/** A retry costs money each time; and after a deletion the next card lies under the pointer. */
function isHarmfulTwice(deed: Deed): boolean {
  return deed.kind === "retry" || deed.kind === "trash";
}

function burstKey(job: Job, deed: Deed): string {
  return deed.kind === "trash" ? deed.kind : `${job.id} ${deed.kind}`;
}

const burstGapMs = 700;
const finished = new Map<string, number>();
/** A retry is a paid call: its key lives until the server has answered for it, so that pressing again is safe. */
const retryKeys = heldKeys({ storage: tabStorage(), newKey });

async function perform(client: QueryClient, job: Job, deed: Deed): Promise<void> {
  switch (deed.kind) {
    case "cancel":
      return putJob(client, await cancelJob(job.id));
    case "check":
      return putJob(client, await checkJob(job.id));
    case "resolve":
      return putJob(client, await resolveJob(job.id, deed.resolution));
    case "restore":
      return putJob(client, await restoreJob(job.id));
    case "trash":
      await trashJob(job.id);
      return removeJob(client, job);
    case "retry":
      addJobs(client, await retryOnce(job.id, deed.acceptRisk));
      // A retry of an open outcome closes the old job.
      return client.invalidateQueries({ queryKey: jobQuery(job.id).queryKey });
  }
}

async function retryOnce(id: string, acceptRisk: boolean): Promise<Job[]> {
  const key = retryKeys.keyFor(id);
  try {
    const jobs = await retryJob(id, acceptRisk, key);
    retryKeys.answered(id);
    return jobs;
  } catch (error) {
    if (error instanceof ApiProblem && error.isAnswer) retryKeys.answered(id);
    throw error;
  }
}
