/**
 * Whether paid calls may go out: the one row that pauses them for everybody, and the state of the relay that people
 * should see while nothing is paused. Queries for jobs that were paid for go on during a pause.
 */
import type { Transaction } from "kysely";
import type { Dispatch } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import type { DispatchRow, Tables } from "../database/tables.ts";
import { addAudit } from "../people/audit.ts";

/** One row, made at start-up, so that every later change is a plain update. */
export async function prepareDispatch(store: Store): Promise<void> {
  await store.db
    .insertInto("dispatch")
    .values({ ...clear, ...calm, id: 1, trouble_message: null, trouble_at: null, hold_until: 0 })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

export async function readDispatch(store: Store): Promise<Dispatch> {
  const row = await dispatchRow(store);
  return {
    paused: row.paused_reason !== null,
    reason: row.paused_reason,
    message: row.paused_message,
    since: isoOrNull(row.paused_at),
    until: isoOrNull(row.paused_until),
    trouble:
      row.trouble_message === null || row.trouble_at === null
        ? null
        : { message: row.trouble_message, since: new Date(row.trouble_at).toISOString() },
  };
}

export async function dispatchRow(store: Store): Promise<DispatchRow> {
  return store.db.selectFrom("dispatch").selectAll().executeTakeFirstOrThrow();
}

/** The row as it is and stays until the transaction ends. */
export async function holdDispatch(store: Store, tx: Transaction<Tables>): Promise<DispatchRow> {
  return tx
    .selectFrom("dispatch")
    .selectAll()
    .$if(store.kind === "postgres", (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
}

/** An operator stops or resumes paid calls. Resuming clears whatever the pause was for. */
export async function setPaused(store: Store, paused: boolean, person: string | null = null): Promise<Dispatch> {
  await store.write(async (tx) => {
    await addAudit(store, tx, { actor: person, action: paused ? "dispatch_paused" : "dispatch_resumed" });
    if (paused) await pauseIn(store, tx, "operator", null);
    else await resumeIn(tx);
  });
  return readDispatch(store);
}

/**
 * The first reason stands, for it is the one to be mended; but one that would pass by itself gives way to any other.
 * @param untilMs when the pause ends by itself; null when a person must end it
 */
export async function pauseIn(
  store: Store,
  tx: Transaction<Tables>,
  reason: NonNullable<DispatchRow["paused_reason"]>,
  message: string | null,
  untilMs: number | null = null,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("dispatch")
    .set({ paused_reason: reason, paused_message: message, paused_at: store.now(), paused_until: untilMs })
    .where((eb) => eb.or([eb("paused_reason", "is", null), eb("paused_until", "is not", null)]))
    .executeTakeFirst();
  if (reason === "operator" || numUpdatedRows === 0n) return;
  // Nobody's doing: the log says why, and when it ends by itself.
  await addAudit(store, tx, { actor: null, action: "dispatch_paused", detail: { reason, until: isoOrNull(untilMs) } });
}

/** Ends a pause whose time has come. The breaker stays wary: see `breaker.ts`. */
export async function endPausePassed(store: Store): Promise<void> {
  await store.db.updateTable("dispatch").set(clear).where("paused_until", "<=", store.now()).execute();
}

/** Jobs that were put back for the account's sake have been due all along; their reason is gone with the pause. */
async function resumeIn(tx: Transaction<Tables>): Promise<void> {
  await tx
    .updateTable("dispatch")
    .set({ ...clear, ...calm })
    .execute();
  await tx
    .updateTable("jobs")
    .set({ waiting_reason: null, waiting_message: null })
    .where("status", "=", "queued")
    .where("waiting_reason", "=", "account")
    .execute();
}

/** The relay cannot be reached. Kept until something reaches it. */
export async function noteTrouble(store: Store, message: string): Promise<void> {
  await store.db
    .updateTable("dispatch")
    .set((eb) => ({ trouble_message: message, trouble_at: eb.fn.coalesce("trouble_at", eb.val(store.now())) }))
    .execute();
}

/** Something reached the relay. @returns whether that is news, so that what waited for it can be woken */
export async function noteReached(store: Store): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable("dispatch")
    .set({ trouble_message: null, trouble_at: null })
    .where("trouble_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A relay that asks for a day of rest is not obeyed: people would take the desk for dead. */
export const maxHoldMs = 15 * 60_000;

/** A 429 slows every call, not only the one that got it. */
export async function holdCalls(store: Store, forMs: number): Promise<void> {
  const until = store.now() + Math.min(forMs, maxHoldMs);
  await store.db.updateTable("dispatch").set({ hold_until: until }).where("hold_until", "<", until).execute();
}

const clear = { paused_reason: null, paused_message: null, paused_at: null, paused_until: null } as const;
/** The breaker as it is when nothing has gone wrong. */
export const calm = { trouble_streak: 0, garbled_streak: 0, breaker_trips: 0 } as const;

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
