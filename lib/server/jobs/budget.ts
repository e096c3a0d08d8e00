/**
 * The one budget of calls to the relay, creates and queries together, in the database so that every instance shares it.
 * A slot is one call; using it moves its time forward, and it is free again a minute later. So no window of a minute
 * ever holds more calls than there are slots, whatever the bursts.
 */
import type { Kysely } from "kysely";
import type { Store } from "../database/store.ts";
import type { Tables } from "../database/tables.ts";
import { log } from "../log.ts";

/**
 * The relay counts when calls arrive and we count when they leave. A call that travelled slowly and one that travelled
 * fast would stand closer together there than here, so a slot rests a second longer than a minute.
 */
const slotRestMs = 61_000;

/**
 * Makes the slots fit the setting; what was used stays used across a restart. Instances share one budget, so their
 * settings ought to be the same; while they differ, as during a change, the one that started last decides.
 */
export async function prepareBudget(store: Store, callsPerMinute: number): Promise<void> {
  const before = await store.write(async (tx) => {
    await tx.deleteFrom("call_slots").where("slot", ">=", callsPerMinute).execute();
    const present = await tx.selectFrom("call_slots").select("slot").execute();
    const slots = new Set(present.map(({ slot }) => slot));
    const missing = Array.from({ length: callsPerMinute }, (_, slot) => slot).filter((slot) => !slots.has(slot));
    // Added to a budget in use, a slot rests first: an instance with a smaller setting may have taken it away just now,
    // used, and starts in turn that disagree would make a fresh budget each time.
    const usedAt = slots.size === 0 ? 0 : store.now();
    // SQLite takes some 32,000 parameters in one statement.
    for (let from = 0; from < missing.length; from += 5_000) {
      const values = missing.slice(from, from + 5_000).map((slot) => ({ slot, used_at: usedAt }));
      await tx
        .insertInto("call_slots")
        .values(values)
        .onConflict((conflict) => conflict.column("slot").doNothing())
        .execute();
    }
    return slots.size;
  });
  if (before > 0 && before < callsPerMinute)
    log.info("The budget of calls grows", { from: before, to: callsPerMinute });
}

/**
 * Takes one call out of the budget.
 * @param keepFree how many slots must stay free behind this one: queries leave room for creates
 * @returns false when there is none to be had now
 */
export async function takeCall(store: Store, keepFree = 0): Promise<boolean> {
  return takeCallIn(store, store.db, keepFree);
}

/** The same within a transaction, so that a claim and its call are one. */
export async function takeCallIn(store: Store, db: Kysely<Tables>, keepFree: number): Promise<boolean> {
  const now = store.now();
  const { numUpdatedRows } = await db
    .with(
      (cte) => cte("free").materialized(),
      (cte) =>
        cte
          .selectFrom("call_slots")
          .select("slot")
          .where("used_at", "<=", now - slotRestMs)
          .orderBy("used_at")
          .limit(1)
          .offset(keepFree)
          .$if(store.kind === "postgres", (query) => query.forUpdate().skipLocked()),
    )
    .updateTable("call_slots")
    .set({ used_at: now })
    .where("slot", "in", (eb) => eb.selectFrom("free").select("slot"))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What the budget looks like now: how many calls it still has, and how many were made within the last `withinMs`. */
export async function callsNow(store: Store, withinMs: number): Promise<{ free: number; lately: number }> {
  const now = store.now();
  const { free, lately } = await store.db
    .selectFrom("call_slots")
    .select(({ fn }) => [
      fn
        .countAll<number>()
        .filterWhere("used_at", "<=", now - slotRestMs)
        .as("free"),
      fn
        .countAll<number>()
        .filterWhere("used_at", ">", now - withinMs)
        .as("lately"),
    ])
    .executeTakeFirstOrThrow();
  return { free: Number(free), lately: Number(lately) };
}

/** How many milliseconds until a call can be taken, as far as can be said now. */
export async function nextCallInMs(store: Store, keepFree = 0): Promise<number> {
  const slot = await store.db
    .selectFrom("call_slots")
    .select("used_at")
    .orderBy("used_at")
    .limit(1)
    .offset(keepFree)
    .executeTakeFirst();
  return slot === undefined ? slotRestMs : Math.max(0, slot.used_at + slotRestMs - store.now());
}
