"use client";
import { namesIn } from "#lib/browser-store.ts";
import { retriesPrefix } from "#lib/retries-key.ts";
import { deskStorage } from "../storage.ts";

/** Null until the book of retries (retry-desk.ts) was opened; before that, the browser's storage tells. */
let known: boolean | null = null;
const listeners = new Set<() => void>();

export function noteRetries(isAnyHeld: boolean): void {
  known = isAnyHeld;
  for (const listener of listeners) listener();
}

export function subscribeToRetries(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether there are retries without an answer, so that what tells of them has to be fetched. */
export function areRetriesHeld(): boolean {
  known ??= namesIn(deskStorage(), retriesPrefix).length > 0;
  return known;
}
