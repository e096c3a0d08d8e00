/**
 * The jobs that were sent from this browser and whose end nobody has been told of: one list for all tabs. To take a job
 * out of it is to have the right to tell of it, so each end is told once. Knows no page; whoever has several tabs calls
 * these one at a time (a lock).
 */
import { awaitedKey } from "./awaited-key.ts";

type Memory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The oldest are dropped: nobody waits for them any more. */
const most = 300;

export function awaitedIn(memory: Memory | null): readonly string[] {
  try {
    const stored: unknown = JSON.parse(memory?.getItem(awaitedKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    // Storage that is barred or was written by something else: nobody waits for anything.
    return [];
  }
}

export function addAwaited(memory: Memory | null, ids: readonly string[]): void {
  write(memory, [...new Set([...awaitedIn(memory), ...ids])].slice(-most));
}

/** Answers with those of the ended jobs that were awaited, which they are no longer. */
export function takeAwaited(memory: Memory | null, ended: ReadonlySet<string>): readonly string[] {
  const awaited = awaitedIn(memory);
  const taken = awaited.filter((id) => ended.has(id));
  if (taken.length > 0)
    write(
      memory,
      awaited.filter((id) => !ended.has(id)),
    );
  return taken;
}

function write(memory: Memory | null, ids: readonly string[]): void {
  try {
    if (ids.length === 0) memory?.removeItem(awaitedKey);
    else memory?.setItem(awaitedKey, JSON.stringify(ids));
  } catch {
    // Barred or full storage: the end is seen on the page.
  }
}
