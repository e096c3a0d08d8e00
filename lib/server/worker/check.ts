/** What a person asks of the relay by hand: check again, and settle an unknown job with an id from the relay's console. */
import { can, type Job } from "#lib/job.ts";
import { Problem } from "#lib/problem.ts";
import type { JobRow } from "../database/tables.ts";
import { takeCall } from "../jobs/budget.ts";
import { notUnknown, rowById, ruledCreated } from "../jobs/decisions.ts";
import { saveAgain } from "../jobs/media-steps.ts";
import { amend, claimById } from "../jobs/move.ts";
import { polled, type Reading, succeeded } from "../jobs/poll-steps.ts";
import { toJob } from "../jobs/row.ts";
import type { Deps } from "./deps.ts";
import { ask } from "./poll-step.ts";

/**
 * One query now. A late success is always accepted; nothing else changes a job that has ended.
 * @throws {Problem} `not_found`, `not_checkable`, `budget_spent`, `relay_unreachable`
 */
export async function checkNow(deps: Deps, id: string, person: string | null): Promise<Job> {
  const before = await rowById(deps.store, id);
  if (before.relay_id === null || !can("check", before)) {
    throw new Problem("not_checkable", "The relay can only be asked about a job whose relay id is known");
  }
  if (before.removed_at !== null) {
    throw new Problem("not_checkable", "This installation has removed the video; the relay has it no longer either");
  }
  // Nothing to ask for while the video is being saved or once it is kept, so no call is spent.
  if (before.status === "succeeded" && before.media_state !== "failed" && before.media_state !== "expired") {
    return toJob(before, deps.store.now());
  }
  await takeCallOrSay(deps);
  const row = await claimById(deps.store, id, deps.leases.pollMs);
  if (row === null) return toJob(await rowById(deps.store, id), deps.store.now());
  const reading = await ask(deps, row.relay_id ?? before.relay_id);
  await applyCheck(deps, row, reading, person);
  if (reading.trouble === "unreachable") {
    throw new Problem("relay_unreachable", reading.error ?? "The relay could not be reached");
  }
  return toJob(await rowById(deps.store, id), deps.store.now());
}

/**
 * "It was created": believed once a query with that id is answered as about a task.
 * @throws {Problem} `not_found`, `not_unknown`, `relay_id_taken`, `relay_id_unknown`, `budget_spent`, `relay_unreachable`
 */
export async function settleCreated(deps: Deps, id: string, relayId: string, person: string | null): Promise<Job> {
  const row = await rowById(deps.store, id);
  if (row.status !== "unknown") throw notUnknown();
  await takeCallOrSay(deps);
  const reading = await ask(deps, relayId);
  // Nor does a relay that lets nobody in say anything of the id: believed, it would be ruled as not created and paid again.
  if (reading.trouble === "unreachable" || reading.trouble === "busy" || reading.trouble === "account") {
    throw new Problem("relay_unreachable", reading.error ?? "The relay could not be asked; try again in a minute");
  }
  if (reading.trouble !== null || (reading.state === "unknown" && reading.relayStatus === null)) {
    const message = "The relay does not know this id";
    const said = reading.error === null ? "" : ` (${reading.error})`;
    throw new Problem("relay_id_unknown", message, { relay_id: message + said });
  }
  return ruledCreated(deps.store, id, relayId, person);
}

async function takeCallOrSay({ store }: Deps): Promise<void> {
  if (await takeCall(store)) return;
  throw new Problem("budget_spent", "All calls of this minute are used; try again in a few seconds");
}

async function applyCheck(deps: Deps, row: JobRow, reading: Reading, person: string | null): Promise<void> {
  const { store, config } = deps;
  const event = {
    type: "checked",
    actor: person,
    detail: { relay_status: reading.relayStatus, message: reading.error },
  } as const;
  await amend(store, row, {}, event);
  if (row.status === "running") {
    await polled(store, row, reading, { intervalMs: config.relay.pollIntervalMs });
    return;
  }
  if (reading.state === "succeeded" && reading.videoUrl !== null) {
    if (row.status === "succeeded") await saveAgain(store, row, reading.videoUrl);
    else await succeeded(store, row, ["failed", "unknown"], { ...reading, videoUrl: reading.videoUrl });
    return;
  }
  // Not `due_at`: a person may have settled the job meanwhile, and then it is polled.
  await amend(store, row, {
    relay_status: reading.relayStatus ?? row.relay_status,
    relay_seen_at: reading.isAnswer ? store.now() : row.relay_seen_at,
  });
}
