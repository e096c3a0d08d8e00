"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { ApiProblem, submitJobs } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import { createOutbox } from "#lib/outbox.ts";
import type { Intent, Outbox } from "#lib/outbox.ts";
import { addJobs } from "../jobs/job-cache.ts";

const none: readonly Intent[] = [];

/** The outbox of this tab: kept in its session storage, so that a reload goes on where it was. */
export function useOutbox(): { outbox: Outbox<Job[]>; intents: readonly Intent[] } {
  const client = useQueryClient();
  const [outbox] = useState(() =>
    createOutbox<Job[]>({
      send: async (body, key) => {
        const jobs = await submitJobs(body, key);
        addJobs(client, jobs);
        return jobs;
      },
      isRefusal: (error) => error instanceof ApiProblem && error.isAnswer,
      storage: tabStorage(),
      newKey,
      now: Date.now,
    }),
  );
  useEffect(() => void outbox.resume(), [outbox]);
  const intents = useSyncExternalStore(outbox.subscribe, outbox.getSnapshot, () => none);
  return { outbox, intents };
}

export function tabStorage(): Storage | null {
  try {
    return typeof window === "undefined" ? null : window.sessionStorage;
  } catch {
    // Browsers that bar storage throw at the mere mention of it.
    return null;
  }
}

/** `randomUUID` exists only on https and localhost; a desk in the office network may be plain http. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
