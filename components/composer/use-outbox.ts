"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { ApiProblem, submitJobs } from "#lib/api.ts";
import type { Job, Submission } from "#lib/job.ts";
import { createOutbox } from "#lib/outbox.ts";
import type { Intent, Outbox, Sent } from "#lib/outbox.ts";
import { addJobs } from "../jobs/job-cache.ts";
import { newKey, tabStorage } from "./storage.ts";

const none: readonly Intent[] = [];

interface OutboxUse {
  outbox: Outbox<Job[]>;
  intents: readonly Intent[];
}

/**
 * The outbox of this tab: kept in its session storage, so that a reload goes on where it was.
 * @param onAccepted hears of every request that the server has taken, whenever it was meant
 * @param onResumed hears how what a reload interrupted has ended
 */
export function useOutbox(onAccepted: (body: Submission) => void, onResumed: (sent: Sent<Job[]>) => void): OutboxUse {
  const client = useQueryClient();
  const [outbox] = useState(() =>
    createOutbox<Job[]>({
      send: async (body, key) => {
        const jobs = await submitJobs(body, key);
        addJobs(client, jobs);
        onAccepted(body);
        return jobs;
      },
      isRefusal: (error) => error instanceof ApiProblem && error.isAnswer,
      storage: tabStorage(),
      newKey,
      now: Date.now,
    }),
  );
  useEffect(() => {
    void outbox.resume().then((all) => all.forEach(onResumed));
    // Once: a resumption is of what stood in the outbox when the page was opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [outbox]);
  const intents = useSyncExternalStore(outbox.subscribe, outbox.getSnapshot, () => none);
  return { outbox, intents };
}
