/**
 * Keeps what stands in the form through a reload, a crash and the end of the browser. Each tab has a draft of its own, so
 * two tabs never overwrite each other; a new tab takes over the draft of one that is gone. Knows no React.
 */
import type { Draft } from "./draft.ts";
import { readDraft } from "./draft.ts";
import type { Limits } from "./job.ts";

export interface Kept {
  draft: Draft;
  /** What had to yield to a link or another request, to be brought back by one press. */
  shelved: Draft | null;
}

type Place = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface KeeperOptions {
  limits: Limits;
  /** Lives as long as the tab, reloads and crashes included. */
  session: Place | null;
  /** Outlives the tab. */
  local: (Place & Pick<Storage, "key" | "length">) | null;
  newId: () => string;
  now: () => number;
  /** The ids of the open tabs; null where browsers do not tell (Web Locks need https or localhost). */
  openTabs: () => Promise<ReadonlySet<string> | null>;
}

export interface DraftKeeper {
  readonly tab: string;
  /** What this tab had before it was loaded anew. */
  own: () => Kept | null;
  save: (kept: Kept) => void;
  forget: () => void;
  /** The latest draft whose tab is gone; it is this tab's from now on. */
  adopt: () => Promise<Draft | null>;
}

const tabKey = "clipdesk.tab";
const ownKey = "clipdesk.draft";
const prefix = "clipdesk.draft.";
const keptForMs = 7 * 24 * 3_600_000;
/** Where nobody tells which tabs are open, a draft that was touched within this time counts as in use. */
const inUseMs = 5 * 60_000;

export function createDraftKeeper(options: KeeperOptions): DraftKeeper {
  const { limits, session, local, newId, now, openTabs } = options;
  const tab = attempt(() => session?.getItem(tabKey)) ?? newId();
  attempt(() => session?.setItem(tabKey, tab));

  return {
    tab,
    own() {
      const kept = parse(attempt(() => session?.getItem(ownKey)));
      const draft = readDraft(kept?.draft, limits);
      return draft === null ? null : { draft, shelved: readDraft(kept?.shelved, limits) };
    },
    save({ draft, shelved }) {
      attempt(() => session?.setItem(ownKey, JSON.stringify({ draft, shelved })));
      attempt(() => local?.setItem(prefix + tab, JSON.stringify({ draft, saved_at: now() })));
    },
    forget() {
      attempt(() => session?.removeItem(ownKey));
      attempt(() => local?.removeItem(prefix + tab));
    },
    async adopt() {
      const open = await openTabs();
      const isFree = (id: string, savedAt: number) =>
        id !== tab && (open === null ? now() - savedAt > inUseMs : !open.has(id));
      const [latest] = left().filter(({ id, savedAt }) => isFree(id, savedAt));
      if (latest === undefined) return null;
      attempt(() => local?.removeItem(prefix + latest.id));
      return latest.draft;
    },
  };

  /** Drafts in storage, latest first; what is too old to be missed goes. */
  function left(): { id: string; draft: Draft; savedAt: number }[] {
    const found: { id: string; draft: Draft; savedAt: number }[] = [];
    for (const key of attempt(() => keysOf(local)) ?? []) {
      const stored = parse(attempt(() => local?.getItem(key)));
      const draft = readDraft(stored?.draft, limits);
      const savedAt = typeof stored?.saved_at === "number" ? stored.saved_at : 0;
      if (draft === null || now() - savedAt > keptForMs) attempt(() => local?.removeItem(key));
      else found.push({ id: key.slice(prefix.length), draft, savedAt });
    }
    return found.toSorted((a, b) => b.savedAt - a.savedAt);
  }
}

function keysOf(local: KeeperOptions["local"]): string[] {
  return Array.from({ length: local?.length ?? 0 }, (_, index) => local?.key(index) ?? "").filter((key) =>
    key.startsWith(prefix),
  );
}

function parse(text: string | null | undefined): Record<string, unknown> | null {
  const value: unknown = attempt(() => JSON.parse(text ?? "null"));
  return typeof value === "object" && value !== null ? { ...value } : null;
}

/** Barred or full storage, or what something else wrote there, costs only what a reload would have kept. */
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
