/**
 * Keeping the video of a job that succeeded. A download that fails never changes the job's status and never generates
 * again; links die within the hour, so a dead one is replaced by asking the relay for a fresh one.
 */
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { type Claim, amend, claimDue } from "./move.ts";

const maxFreshLinks = 5;
const retryDelaysMs = [2_000, 5_000, 15_000, 60_000, 300_000];
/** The relay keeps a task's record for 12 hours (contract, section 4): after that no link can be had any more. */
const savableForMs = 12 * 60 * 60_000;

/** Takes the next video to save. A claim that is not renewed within its lease is taken over by another worker. */
export async function claimSave(store: Store, leaseMs: number): Promise<JobRow | null> {
  const row = await claimDue(store, {
    statuses: ["succeeded"],
    leaseMs,
    where: (eb) => eb.and([eb("media_state", "in", ["pending", "saving"])]),
  });
  return row === null ? null : amend(store, row, { media_state: "saving" });
}

/** @returns false when another worker has it now, and this one must stop */
export async function renewSave(store: Store, claim: Claim, leaseMs: number): Promise<boolean> {
  return (await amend(store, claim, { due_at: store.now() + leaseMs })) !== null;
}

export async function saved(store: Store, claim: Claim, file: { sizeBytes: number; type: string }): Promise<boolean> {
  const set = {
    media_state: "saved",
    media_bytes: file.sizeBytes,
    media_type: file.type,
    media_error: null,
    due_at: null,
    ...linksForgotten,
  } as const;
  return (await amend(store, claim, set, { type: "video_saved", detail: { bytes: file.sizeBytes } })) !== null;
}

export async function posterSaved(store: Store, claim: Claim, type: string): Promise<void> {
  await amend(store, claim, { poster_type: type });
}

/** A trouble that may pass (the network, a full disk): again later, for as long as the relay can give a link. */
export async function saveDelayed(store: Store, row: JobRow, message: string, jitter: number): Promise<void> {
  const now = store.now();
  if (now - (row.finished_at ?? now) > savableForMs) {
    await saveFailed(store, row, message);
    return;
  }
  const restMs = (retryDelaysMs[Math.min(row.media_tries, retryDelaysMs.length - 1)] ?? 0) * (1 + jitter);
  const isFirst = row.media_error !== message;
  await amend(
    store,
    row,
    {
      media_state: "pending",
      media_tries: row.media_tries + 1,
      media_error: message,
      due_at: now + Math.round(restMs),
    },
    isFirst ? { type: "video_delayed", detail: { message } } : undefined,
  );
}

/** The link is dead. @returns whether a fresh one may be asked for; after {@link maxFreshLinks} the video is lost */
export async function linkDied(store: Store, row: JobRow, message: string): Promise<boolean> {
  if (row.media_links < maxFreshLinks) return true;
  const set = { media_state: "expired", media_error: message, due_at: null } as const;
  await amend(store, row, set, { type: "video_expired", detail: { message } });
  return false;
}

/** A fresh link: try again, a little later each time. */
export async function linkRenewed(store: Store, row: JobRow, url: string): Promise<void> {
  const restMs = row.media_links === 0 ? 0 : (retryDelaysMs[row.media_links - 1] ?? 0);
  await amend(store, row, {
    media_state: "pending",
    media_links: row.media_links + 1,
    source_url: url,
    due_at: store.now() + restMs,
  });
}

/** What the link gives is not a video that may be kept: trying again would give the same. */
export async function saveFailed(store: Store, claim: Claim, message: string): Promise<void> {
  const set = { media_state: "failed", media_error: message, due_at: null } as const;
  await amend(store, claim, set, { type: "video_failed", detail: { message } });
}

/** A person asks for another try at a video that was given up. */
export async function saveAgain(store: Store, claim: Claim, url: string): Promise<JobRow | null> {
  return amend(store, claim, {
    media_state: "pending",
    media_tries: 0,
    media_links: 0,
    media_error: null,
    source_url: url,
    due_at: store.now(),
  });
}

/** Once the bytes are ours, the relay's signed links are secrets without a use. */
const linksForgotten = { source_url: null, thumbnail_url: null } as const;
