/** Telling others that jobs have ended: beside the lanes, because it asks nothing of the relay and holds no job. */
import { config } from "../config.ts";
import type { Store } from "../database/store.ts";
import { nextAnnouncementAt } from "../jobs/announce.ts";
import { log } from "../log.ts";
import { untilWoken } from "../wake.ts";
import { deliverNext, type Receiver } from "../webhook/deliver.ts";

const maxSleepMs = 1_000;

/** Until told to stop; at once done where nobody is to be told. */
export async function runAnnouncements(store: Store, stopping: AbortSignal): Promise<void> {
  const receiver = receiverInForce();
  if (receiver === null) return;
  while (!stopping.aborted) {
    const isMore = await deliverNext(store, receiver).catch((error: unknown) => {
      log.error("A webhook could not be sent", error);
      return false;
    });
    if (!isMore) await untilWoken(await sleepMs(store), stopping);
  }
}

/** What is due now, one after the other, for so long. */
export async function announceDue(store: Store, forMs: number): Promise<void> {
  const receiver = receiverInForce();
  if (receiver === null) return;
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs && (await deliverNext(store, receiver)));
}

function receiverInForce(): Receiver | null {
  const { webhook, webhookAllowedHosts: allowedHosts, appOrigin } = config();
  return webhook === null ? null : { webhook, allowedHosts, appOrigin };
}

async function sleepMs(store: Store): Promise<number> {
  const dueAt = await nextAnnouncementAt(store).catch(() => null); // the delivery has just logged why
  // Due and yet not to be had: another instance is at it, or the database fails.
  return dueAt === null ? maxSleepMs : Math.min(Math.max(dueAt - store.now(), 100), maxSleepMs);
}
