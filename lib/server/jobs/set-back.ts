/**
 * A clock that is set back (a machine that began with the wrong date) leaves times behind that lie in its future: jobs
 * would rest and slots would count as used until the clock has caught up, which may be years. Whatever was written later
 * than now shows by how much it is off. What is later by no more than a minute shows nothing: another instance wrote it
 * while this one waited for the database, or reads the time a little ahead.
 */
import type { Store } from "../database/store.ts";
import { longestRestMs } from "./announce.ts";
import { maxHoldMs } from "./dispatch.ts";

/** To take a time from the last minute for one from the future would shorten leases, and make calls free too early. */
const noiseMs = 60_000;

export async function mendFutureTimes(store: Store): Promise<void> {
  const now = store.now();
  const future = now + noiseMs;
  await store.write(async (tx) => {
    // When it was really used nobody can tell any more, so it rests for as long as any.
    await tx.updateTable("call_slots").set({ used_at: now }).where("used_at", ">", future).execute();
    await tx
      .updateTable("dispatch")
      .set({ hold_until: now })
      .where("hold_until", ">", now + maxHoldMs)
      .execute();
    await tx
      .updateTable("dispatch")
      .set((eb) => ({ paused_until: eb(eb("paused_until", "-", eb.ref("paused_at")), "+", now), paused_at: now }))
      .where("paused_until", "is not", null)
      .where("paused_at", ">", future)
      .execute();
    await tx
      .updateTable("jobs")
      .set((eb) => ({ due_at: eb(eb("due_at", "-", eb.ref("updated_at")), "+", now), updated_at: now }))
      .where("due_at", "is not", null)
      .where("updated_at", ">", future)
      .execute();
    await tx
      .updateTable("webhooks")
      .set({ due_at: now })
      .where("due_at", ">", now + longestRestMs)
      .execute();
  });
}
