/** Asking after a paid job: free of charge, but out of the same budget as the paid calls, which go first. */
import type { JobRow } from "../database/tables.ts";
import { wakeUnreached } from "../jobs/create-steps.ts";
import { dispatchRow, holdCalls, noteReached, noteTrouble } from "../jobs/dispatch.ts";
import { isAnyDue } from "../jobs/due.ts";
import { claimPoll, polled, type Reading } from "../jobs/poll-steps.ts";
import { log } from "../log.ts";
import type { QueryOutcome } from "../relay/outcome.ts";
import type { Deps } from "./deps.ts";

const restAfter429Ms = 10_000;
const maxRestMs = 15 * 60_000;

export async function claimPollStep({ store, config, leases }: Deps): Promise<JobRow | null> {
  const { hold_until } = await dispatchRow(store);
  if (hold_until > store.now()) return null;
  if (!(await isAnyDue(store, ["running"]))) return null;
  return claimPoll(store, leases.pollMs, keptForCreates(config.relay.requestsPerMinute));
}

export async function pollStep(deps: Deps, row: JobRow): Promise<void> {
  const reading = await ask(deps, row.relay_id ?? "");
  await polled(deps.store, row, reading, { intervalMs: deps.config.relay.pollIntervalMs });
}

/** One query, and what it says about the relay as a whole. */
export async function ask({ store, relay }: Deps, relayId: string): Promise<Reading & QueryOutcome> {
  const outcome = await relay.queryVideo(relayId);
  if (outcome.trouble === "busy") {
    await holdCalls(store, Math.min(outcome.retryAfterMs ?? restAfter429Ms, maxRestMs));
  }
  if (outcome.trouble === "unreachable" || outcome.trouble === "account") {
    await noteTrouble(store, outcome.error ?? "The relay could not be reached");
  } else if (await noteReached(store)) await wakeUnreached(store);
  if (outcome.state === "unknown" && outcome.trouble === null && outcome.relayStatus !== null) {
    log.warn("The relay used a status word that is not known; the job is polled on", { word: outcome.relayStatus });
  }
  return { ...outcome, isMissing: outcome.trouble === "missing", isAnswer: outcome.trouble === null };
}

/** A few slots stay free, so that a press of the button is not kept waiting by polls. */
function keptForCreates(requestsPerMinute: number): number {
  return Math.min(5, Math.floor(requestsPerMinute / 4));
}
