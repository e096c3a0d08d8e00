/** The claim that is durable before a paid call: the job, the call out of the budget, and the leave to make it, in one. */
import type { Transaction } from "kysely";
import type { Store } from "../database/store.ts";
import type { JobRow, Tables } from "../database/tables.ts";
import { holdDispatch } from "./dispatch.ts";
import { claimDueIn } from "./move.ts";

/**
 * Takes the longest waiting queued job for one paid call, and the call out of the budget. Committed, and so on the disk,
 * when this returns.
 * @param maxAtOnce how many paid calls may be out at the same time, those of all instances together
 * @returns null when there is no job, no call, or paid calls may not go out now
 */
export async function claimCreate(
  store: Store,
  leaseMs: number,
  maxAtOnce = Number.POSITIVE_INFINITY,
): Promise<JobRow | null> {
  return store.write(async (tx) => {
    // Held until the claim is written: whoever paused and was answered sees no further call begin, and no two instances
    // both count one call too few.
    const { paused_reason, hold_until, breaker_trips } = await holdDispatch(store, tx);
    if (paused_reason !== null || hold_until > store.now()) return null;
    // After the breaker has opened, one call at a time finds out whether the relay is well again.
    if ((await callsOut(tx)) >= (breaker_trips > 0 ? 1 : maxAtOnce)) return null;
    return claimDueIn(store, tx, { statuses: ["queued"], leaseMs, to: "submitting", call: { keepFree: 0 } });
  });
}

/** Those of a dead instance count until their lease ends: the relay may be at work on them all the same. */
async function callsOut(tx: Transaction<Tables>): Promise<number> {
  const { calls } = await tx
    .selectFrom("jobs")
    .select((eb) => eb.fn.countAll<number>().as("calls"))
    .where("status", "=", "submitting")
    .executeTakeFirstOrThrow();
  return calls;
}
