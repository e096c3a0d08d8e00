import { attempt } from "#lib/browser-store.ts";
import { newKey, tabStorage } from "../storage.ts";

const storageKey = "clipdesk.tab";
const lockPrefix = "clipdesk.tab.";
let name: string | null = null;

/** The name of this tab, the same after a reload. It holds a lock of that name, by which others know that it is open. */
export function thisTab(): string {
  // While the server draws there is no tab, and what it asks for storage says so too.
  if (name !== null || typeof window === "undefined") return name ?? "";
  const known = attempt(() => tabStorage()?.getItem(storageKey)) ?? newKey();
  attempt(() => tabStorage()?.setItem(storageKey, known));
  // Shared, so that a duplicated tab, which has the same name, is not kept waiting. Rejected only where locks are barred.
  locks()
    ?.request(lockPrefix + known, { mode: "shared" }, () => new Promise<never>(() => {}))
    .catch(() => {});
  name = known;
  return known;
}

/** Null where browsers do not tell. */
export async function openTabs(): Promise<ReadonlySet<string> | null> {
  try {
    const held = (await locks()?.query())?.held;
    return held === undefined ? null : new Set(held.map((lock) => (lock.name ?? "").slice(lockPrefix.length)));
  } catch {
    // Barred by the browser's settings: the same as not having them.
    return null;
  }
}

/** Not there on a plain http address that is not localhost, whatever the types say. */
function locks(): LockManager | undefined {
  return "locks" in navigator ? navigator.locks : undefined;
}
