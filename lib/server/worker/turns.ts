/**
 * Whose turn the next call is, when both creates and queries want more of them than there are. Kept by each process for
 * itself: instances that each take turns take turns together.
 */
import type { Store } from "../database/store.ts";

interface Turns {
  isAfterCreate: boolean;
  owedUntilMs: number;
}

/** What a query is owed lapses when its lane stops looking, because all its hands are busy: creates do not wait for that. */
const lapsesAfterMs = 1_000;

const turns = new WeakMap<object, Turns>();

export function isAfterCreate({ db }: Store): boolean {
  return turns.get(db)?.isAfterCreate ?? false;
}

/** Leaves the next call to a query. */
export function oweQuery({ db, now }: Store): void {
  turns.set(db, { isAfterCreate: true, owedUntilMs: now() + lapsesAfterMs });
}

export function mayCreate({ db, now }: Store): boolean {
  const leftMs = (turns.get(db)?.owedUntilMs ?? 0) - now();
  // More than was ever given is a clock that was set back; creates would wait until it has caught up.
  return leftMs <= 0 || leftMs > lapsesAfterMs;
}

export function tookTurn({ db }: Store, kind: "create" | "query"): void {
  turns.set(db, { isAfterCreate: kind === "create", owedUntilMs: 0 });
}
