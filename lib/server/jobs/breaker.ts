/**
 * The circuit breaker of the paid call. Behind a relay that is broken each call would leave an unknown job, so after a
 * few in a row submissions rest: a hundred queued jobs must not become a hundred unknowns. Trouble that may pass makes
 * it rest for a while, ever longer; answers that are no answers point to a wrong set-up and wait for a person.
 */
import type { Store } from "../database/store.ts";
import { calm, holdDispatch, pauseIn } from "./dispatch.ts";

/**
 * How a paid call ended, for the breaker: with an answer in the relay's own words, whatever it said; with a server error,
 * a time-out or a broken connection; with something unreadable; with a web page.
 */
export type CallEnd = "answered" | "trouble" | "malformed" | "page";

const maxTroubles = 5;
const maxGarbled = 2;
const firstRestMs = 30_000;
const longestRestMs = 10 * 60_000;

/** @param message what the relay said last, for the people who are told of the pause */
export async function noteCallEnd(store: Store, end: CallEnd, message: string | null): Promise<void> {
  await store.write(async (tx) => {
    const row = await holdDispatch(store, tx);
    if (end === "answered") {
      if (row.trouble_streak + row.garbled_streak + row.breaker_trips === 0) return;
      await tx.updateTable("dispatch").set(calm).execute();
      return;
    }
    const isTrouble = end === "trouble";
    const troubles = isTrouble ? row.trouble_streak + 1 : row.trouble_streak;
    const garbled = isTrouble ? row.garbled_streak : row.garbled_streak + 1;
    await tx.updateTable("dispatch").set({ trouble_streak: troubles, garbled_streak: garbled }).execute();
    if (end === "page" || garbled >= maxGarbled) {
      await pauseIn(store, tx, "breaker", message);
      return;
    }
    // Once it has opened, the first call that fails again opens it for longer.
    if (troubles < maxTroubles && row.breaker_trips === 0) return;
    const restMs = Math.min(firstRestMs * 2 ** row.breaker_trips, longestRestMs);
    await tx
      .updateTable("dispatch")
      .set({ breaker_trips: row.breaker_trips + 1 })
      .execute();
    await pauseIn(store, tx, "breaker", message, store.now() + restMs);
  });
}
