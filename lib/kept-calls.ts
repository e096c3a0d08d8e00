/**
 * Paid calls that nobody has answered yet, kept in the browser's own storage, so that they outlive a reload, the tab and
 * the browser. Each stands in an entry of its own, so that tabs never overwrite each other's, and belongs to the tab
 * that makes it; another takes it up once that tab is gone. Should two take it up at once, the same key is still one
 * charge. Knows no React.
 */
import { type Shelves, namesIn, putRecord, recordIn, removeRecord } from "./browser-store.ts";

export interface KeptCall {
  /** What makes a repetition the same call. */
  key: string;
  /** Wall clock, because it is compared after a reload. */
  meantAt: number;
}

export interface KeptCallsOptions<Call> {
  /** What the names of the entries begin with. */
  prefix: string;
  local: Shelves | null;
  tab: string;
  /** The names of the open tabs; null where browsers do not tell. */
  openTabs: () => Promise<ReadonlySet<string> | null>;
  /** Who means it. The server knows a key together with its person, so sent by anybody else it would be a new charge. */
  person: string | null;
  now: () => number;
  /** Null for what is no such call. */
  read: (stored: KeptCall & Readonly<Record<string, unknown>>) => Call | null;
}

export interface KeptCalls<Call> {
  /** What this tab had before it was loaded anew. */
  own: () => Call[];
  /** What tabs that are gone have left; it is this tab's from now on. */
  adopt: () => Promise<Call[]>;
  put: (call: Call) => void;
  drop: (key: string) => void;
}

/** Somebody who never comes back leaves no prompts behind for good. */
const keptForMs = 30 * 24 * 3_600_000;

export function keepCalls<Call extends KeptCall>(options: KeptCallsOptions<Call>): KeptCalls<Call> {
  const { prefix, local, tab, openTabs, person, now, read } = options;

  /** In the order in which they were meant. */
  function kept(isWanted: (owner: unknown) => boolean): Call[] {
    const found: Call[] = [];
    for (const name of namesIn(local, prefix)) {
      const { key = null, meantAt = null, ...rest } = recordIn(local, name) ?? {};
      const isKept = typeof key === "string" && typeof meantAt === "number" && now() - meantAt < keptForMs;
      const call = isKept ? read({ ...rest, key, meantAt }) : null;
      if (call === null) removeRecord(local, name);
      else if (rest.person === person && isWanted(rest.tab)) found.push(call);
    }
    return found.toSorted((one, other) => one.meantAt - other.meantAt);
  }

  function put(call: Call) {
    putRecord(local, prefix + call.key, { ...call, person, tab });
  }

  return {
    own: () => kept((owner) => owner === tab),
    async adopt() {
      const open = await openTabs();
      // Where nobody tells, what another tab is still sending is sent by this one too.
      const left = kept((owner) => owner !== tab && !(typeof owner === "string" && open?.has(owner) === true));
      for (const call of left) put(call);
      return left;
    },
    put,
    drop: (key) => removeRecord(local, prefix + key),
  };
}
