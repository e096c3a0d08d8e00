import { createDraftKeeper } from "#lib/draft-keeper.ts";
import type { DraftKeeper } from "#lib/draft-keeper.ts";
import type { Limits } from "#lib/job.ts";
import { deskStorage, newKey, tabStorage } from "./storage.ts";

const lockPrefix = "clipdesk.tab.";
let keeper: DraftKeeper | null = null;

/** This tab's keeper. It holds a lock of the tab's name, by which other tabs know that its draft is in use. */
export function browserKeeper(limits: Limits): DraftKeeper {
  if (keeper !== null) return keeper;
  keeper = createDraftKeeper({
    limits,
    session: tabStorage(),
    local: deskStorage(),
    newId: newKey,
    now: Date.now,
    openTabs,
  });
  // Shared, so that a duplicated tab, which has the same id, is not kept waiting. Rejected only where locks are barred.
  locks()
    ?.request(lockPrefix + keeper.tab, { mode: "shared" }, () => new Promise<never>(() => {}))
    .catch(() => {});
  return keeper;
}

async function openTabs(): Promise<ReadonlySet<string> | null> {
  try {
    const held = (await locks()?.query())?.held;
    return held === undefined ? null : new Set(held.map(({ name = "" }) => name.slice(lockPrefix.length)));
  } catch {
    // Barred by the browser's settings: the same as not having them.
    return null;
  }
}

/** Not there on a plain http address that is not localhost, whatever the types say. */
function locks(): LockManager | undefined {
  return "locks" in navigator ? navigator.locks : undefined;
}
