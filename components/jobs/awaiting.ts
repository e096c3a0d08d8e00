"use client";
import { awaitedKey } from "#lib/awaited-key.ts";
import { deskStorage } from "../storage.ts";

/** Whether a notice of an end is still to be given; says no until the part that gives notices (ends.ts) has come. */
let isAwaiting = () => false;
let hasSent = false;
const listeners = new Set<() => void>();

export function awaitWith(ask: () => boolean): void {
  isAwaiting = ask;
}

/** So that even a hidden page has a reason to ask the server. */
export function isAwaitingEnds(): boolean {
  return isAwaiting();
}

/** Jobs that were sent from here: somebody may want to be told of their ends. */
export function noteSent(ids: readonly string[]): void {
  hasSent = true;
  for (const listener of listeners) listener();
  // Where the part cannot be fetched there is no notice; the page itself shows the end.
  void import("./ends.ts").then(({ awaitEnds }) => awaitEnds(ids)).catch(() => {});
}

export function onSent(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Something was sent from this browser whose end may be waited for, or notices were wanted before. */
export function mayNotify(): boolean {
  if (!("Notification" in window) || !window.isSecureContext) return false;
  return hasSent || Notification.permission === "granted" || isAnyAwaited();
}

function isAnyAwaited(): boolean {
  try {
    return (deskStorage()?.getItem(awaitedKey) ?? null) !== null;
  } catch {
    return false; // barred storage remembers nothing
  }
}
