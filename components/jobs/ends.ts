"use client";
import { addAwaited, awaitedIn, takeAwaited } from "#lib/awaited.ts";
import type { Job } from "#lib/job.ts";
import { deskStorage } from "../storage.ts";
import { awaitWith } from "./awaiting.ts";

/** Tells the person that a job has ended. */
export type Tell = (job: Job) => void;

let tell: Tell | null = null;

/** Who tells of ends, while somebody wants to be told. */
export function tellOfEnds(teller: Tell): () => void {
  tell = teller;
  awaitWith(() => awaitedIn(deskStorage()).length > 0);
  return () => {
    if (tell !== teller) return;
    tell = null;
    awaitWith(() => false);
  };
}

export function awaitEnds(ids: readonly string[]): Promise<void> {
  return alone(() => addAwaited(deskStorage(), ids));
}

/** Who has the page before their eyes sees the end there; nobody is told of it later either. */
export function hearOfEnds(jobs: readonly Job[]): void {
  const ended = new Map(jobs.filter(hasEnded).map((job) => [job.id, job]));
  if (!awaitedIn(deskStorage()).some((id) => ended.has(id))) return;
  void alone(() => takeAwaited(deskStorage(), new Set(ended.keys()))).then((taken) => {
    if (document.hasFocus()) return;
    for (const id of taken) {
      const job = ended.get(id);
      if (job !== undefined) tell?.(job);
    }
  });
}

function hasEnded({ status }: Job): boolean {
  return status !== "queued" && status !== "submitting" && status !== "running";
}

/** One tab at a time, where the browser has locks; where it has none, it has no notices either (both need https). */
async function alone<T>(work: () => T): Promise<T> {
  if (!("locks" in navigator)) return work();
  return navigator.locks.request("clipdesk.awaited", work);
}
