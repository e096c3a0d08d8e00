/**
 * The one budget of calls to the relay, creates and queries together, in the database so that every instance shares it.
 * A slot is one call; using it moves its time forward, and it is free again a minute later. So no window of a minute
 * ever holds more calls than there are slots, whatever the bursts.
 */
import type { Store } from "../database/store.ts";

/**
 * The relay counts when calls arrive and we count when they leave. A call that travelled slowly and one that travelled
 * fast would stand closer together there than here, so a slot rests a second longer than a minute.
 */
const slotRestMs = 61_000;

/** Makes the slots fit the setting; what was used stays used across a restart. */
export async function prepareBudget(store: Store, callsPerMinute: number): Promise<void> {
  await store.write(async (tx) => {
    await tx.deleteFrom("call_slots").where("slot", ">=", callsPerMinute).execute();
    const { slots } = await tx
      .selectFrom("call_slots")
      .select((eb) => eb.fn.countAll<number>().as("slots"))
      .executeTakeFirstOrThrow();
    const missing = Array.from({ length: callsPerMinute - Number(slots) }, (_, i) => Number(slots) + i);
    // SQLite takes some 32,000 parameters in one statement.
    for (let from = 0; from < missing.length; from += 5_000) {
      const values = missing.slice(from, from + 5_000).map((slot) => ({ slot, used_at: 0 }));
      await tx.insertInto("call_slots").values(values).execute();
    }
  });
}

/**
 * Takes one call out of the budget.
 * @param keepFree how many slots must stay free behind this one: queries leave room for creates
 * @returns false when there is none to be had now
 */
export async function takeCall(store: Store, keepFree = 0): Promise<boolean> {
  const now = store.now();
  const { numUpdatedRows } = await store.db
    .with(
      (cte) => cte("free").materialized(),
      (db) =>
        db
          .selectFrom("call_slots")
          .select("slot")
          .where("used_at", "<=", now - slotRestMs)
          .orderBy("used_at")
          .limit(1)
          .offset(keepFree),
    )
    .updateTable("call_slots")
    .set({ used_at: now })
    .where("slot", "in", (eb) => eb.selectFrom("free").select("slot"))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
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
