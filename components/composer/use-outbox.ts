"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { isRefusal, submitJobs } from "#lib/api.ts";
import type { Job, Submission } from "#lib/job.ts";
import { keepCalls } from "#lib/kept-calls.ts";
import { createOutbox, readIntent } from "#lib/outbox.ts";
import type { Intent, Outbox, Sent } from "#lib/outbox.ts";
import { addJobs } from "../jobs/job-cache.ts";
import { useVisitor } from "../people/visitor.tsx";
import { deskStorage } from "../storage.ts";
import { openTabs, thisTab } from "./tabs.ts";

const none: readonly Intent[] = [];

interface OutboxEvents {
  /** The server has said yes or no. */
  onAnswered: (key: string) => void;
  /** Of every request that the server has taken, whenever it was meant. */
  onAccepted: (body: Submission) => void;
  /** How what was interrupted has ended. */
  onResumed: (sent: Sent<Job[]>) => void;
}

interface OutboxUse {
  outbox: Outbox<Job[]>;
  intents: readonly Intent[];
}

/** The outbox of this tab: kept in the browser's storage, so that a reload or a new browser goes on where it was. */
export function useOutbox({ onAnswered, onAccepted, onResumed }: OutboxEvents): OutboxUse {
  const client = useQueryClient();
  const { person } = useVisitor();
  const [outbox] = useState(() =>
    createOutbox<Job[]>({
      send: async (body, key) => {
        const jobs = await submitJobs(body, key);
        addJobs(client, jobs);
        onAccepted(body);
        return jobs;
      },
      isRefusal,
      onAnswered,
      kept: keepCalls({
        prefix: "clipdesk.outbox.",
        local: deskStorage(),
        tab: thisTab(),
        openTabs,
        person,
        now: Date.now,
        read: readIntent,
      }),
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
