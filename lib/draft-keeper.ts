/**
 * Keeps what stands in the form through a reload, a crash and the end of the browser. Each tab has a draft of its own, so
 * two tabs never overwrite each other; a new tab takes over the draft of one that is gone. Knows no React.
 */
import { type Place, type Shelves, namesIn, putRecord, recordIn, removeRecord } from "./browser-store.ts";
import type { Draft } from "./draft.ts";
import { readDraft } from "./draft.ts";
import type { Limits } from "./job.ts";

export interface Kept {
  draft: Draft;
  /** What had to yield to a link or another request, to be brought back by one press. */
  shelved: Draft | null;
}

export interface KeeperOptions {
  limits: Limits;
  /** Lives as long as the tab, reloads and crashes included. */
  session: Place | null;
  /** Outlives the tab. */
  local: Shelves | null;
  /** The name of this tab. */
  tab: string;
  now: () => number;
  /** The names of the open tabs; null where browsers do not tell. */
  openTabs: () => Promise<ReadonlySet<string> | null>;
}

export interface DraftKeeper {
  /** What this tab had before it was loaded anew. */
  own: () => Kept | null;
  save: (kept: Kept) => void;
  forget: () => void;
  /** The latest draft whose tab is gone; it is this tab's from now on. */
  adopt: () => Promise<Draft | null>;
}

const ownKey = "clipdesk.draft";
const prefix = "clipdesk.draft.";
const keptForMs = 7 * 24 * 3_600_000;
/** Where nobody tells which tabs are open, a draft that was touched within this time counts as in use. */
const inUseMs = 5 * 60_000;

export function createDraftKeeper(options: KeeperOptions): DraftKeeper {
  const { limits, session, local, tab, now, openTabs } = options;

  return {
    own() {
      const kept = recordIn(session, ownKey);
      const draft = readDraft(kept?.draft, limits);
      return draft === null ? null : { draft, shelved: readDraft(kept?.shelved, limits) };
    },
    save({ draft, shelved }) {
      putRecord(session, ownKey, { draft, shelved });
      putRecord(local, prefix + tab, { draft, saved_at: now() });
    },
    forget() {
      removeRecord(session, ownKey);
      removeRecord(local, prefix + tab);
    },
    async adopt() {
      const open = await openTabs();
      const isFree = (id: string, savedAt: number) =>
        id !== tab && (open === null ? now() - savedAt > inUseMs : !open.has(id));
      const [latest] = left().filter(({ id, savedAt }) => isFree(id, savedAt));
      if (latest === undefined) return null;
      removeRecord(local, prefix + latest.id);
      return latest.draft;
    },
  };

  /** Drafts in storage, latest first; what is too old to be missed goes. */
  function left(): { id: string; draft: Draft; savedAt: number }[] {
    const found: { id: string; draft: Draft; savedAt: number }[] = [];
    for (const key of namesIn(local, prefix)) {
      const stored = recordIn(local, key);
      const draft = readDraft(stored?.draft, limits);
      const savedAt = typeof stored?.saved_at === "number" ? stored.saved_at : 0;
      if (draft === null || now() - savedAt > keptForMs) removeRecord(local, key);
      else found.push({ id: key.slice(prefix.length), draft, savedAt });
    }
    return found.toSorted((a, b) => b.savedAt - a.savedAt);
  }
}
