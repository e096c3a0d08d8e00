/**
 * The last place for the id of a paid task: a person closed the job, as not created or by submitting it again, while the
 * relay's answer was still on its way. With its id on the row "check again" can still get the video.
 */
import type { Transaction } from "kysely";
import type { Store } from "../database/store.ts";
import type { JobRow, Tables } from "../database/tables.ts";
import { addEvents, type Claim, type EventInput } from "./move.ts";

/** @returns null when the job is not one that was closed so, and has been left as it is */
export async function keepLateId(
  store: Store,
  tx: Transaction<Tables>,
  claim: Claim,
  relayId: string,
  event: EventInput,
): Promise<JobRow | null> {
  const now = store.now();
  const row = await tx
    .updateTable("jobs")
    .set({ relay_id: relayId, relay_seen_at: now, failure_charged: "yes", updated_at: now })
    .where("id", "=", claim.id)
    .where("fence", "=", claim.fence)
    .where("status", "=", "failed")
    .where("relay_id", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await addEvents(store, tx, [row.id], event);
  return row;
}
