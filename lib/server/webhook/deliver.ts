/** Tells one end of a job to its receiver, by the rules that downloads go by: no way into this machine's network. */
import type { Store } from "../database/store.ts";
import { announced, claimAnnouncement, notAnnounced } from "../jobs/announce.ts";
import { toJob } from "../jobs/row.ts";
import { log } from "../log.ts";
import { guardedFetch } from "../media/guarded-fetch.ts";
import type { Webhook } from "../webhook-settings.ts";
import { messageFor } from "./message.ts";

export interface Receiver {
  webhook: Webhook;
  /** `host[:port]` entries that may be private or plain http. */
  allowedHosts: readonly string[];
  appOrigin: string;
}

const timeoutMs = 20_000;
/** Of an answer, all that is read. */
const maxAnswerBytes = 16_384;

/** @returns false when there was nothing to tell */
export async function deliverNext(store: Store, receiver: Receiver): Promise<boolean> {
  const claim = await claimAnnouncement(store);
  if (claim === null) return false;
  const { row, job } = claim;
  const announcement = {
    id: row.id,
    status: row.status,
    job: toJob(job, store.now()),
    url: `${receiver.appOrigin}/jobs/${job.id}`,
  };
  const message = messageFor(receiver.webhook, announcement, Date.now());
  const fault = await send(receiver, message).catch((error: unknown) => describe(error));
  if (fault === null) {
    await announced(store, row);
    return true;
  }
  const isAgain = await notAnnounced(store, row, fault);
  log.warn(isAgain ? "A webhook was not taken; trying again" : "A webhook was not taken and is given up", {
    job_id: job.id,
    tries: row.tries,
    reason: fault,
  });
  return true;
}

/** @returns what was wrong, or null */
async function send(
  { webhook, allowedHosts }: Receiver,
  post: { body: string; headers: Record<string, string> },
): Promise<string | null> {
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await guardedFetch(webhook.url(), { allowedHosts, signal, post });
  let text = "";
  for await (const chunk of answer.body) {
    text += Buffer.from(chunk).toString("utf8");
    if (text.length > maxAnswerBytes) break;
  }
  if (answer.status < 200 || answer.status > 299) return `HTTP ${answer.status}`;
  // Feishu says 200 whatever happens; the truth is in the body.
  const code = webhook.format === "feishu" ? /"code"\s*:\s*(\d+)/.exec(text)?.[1] : undefined;
  return code === undefined || code === "0" ? null : `Feishu's code ${code}`;
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
