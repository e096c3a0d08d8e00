/** Asking after a paid job: free of charge, but out of the same budget as the paid calls, which go first. */
import type { JobRow } from "../database/tables.ts";
import { callsNow } from "../jobs/budget.ts";
import { wakeUnreached } from "../jobs/create-steps.ts";
import { dispatchRow, holdCalls, noteReached, noteTrouble } from "../jobs/dispatch.ts";
import { isAnyDue } from "../jobs/due.ts";
import { choosePoll } from "../jobs/poll-choice.ts";
import { isQueryOwed, keptFree, mayAsk, paceOverMs } from "../jobs/poll-policy.ts";
import { claimPoll, polled, type Reading } from "../jobs/poll-steps.ts";
import { log } from "../log.ts";
import type { QueryOutcome } from "../relay/outcome.ts";
import type { Deps } from "./deps.ts";
import { isAfterCreate, oweQuery, tookTurn } from "./turns.ts";

const restAfter429Ms = 10_000;

export async function claimPollStep({ store, config, leases }: Deps): Promise<JobRow | null> {
  const { hold_until } = await dispatchRow(store);
  if (hold_until > store.now()) return null;
  if (!(await isAnyDue(store, ["running"]))) return null;
  const perMinute = config.relay.requestsPerMinute;
  const calls = { perMinute, ...(await callsNow(store, paceOverMs)), isAfterCreate: isAfterCreate(store) };
  // Whatever the best is worth, it could neither be asked about now nor be owed a turn: spare the weighing.
  if (!calls.isAfterCreate && !mayAsk(Infinity, calls)) return null;
  const choice = await choosePoll(store);
  if (choice === null) return null;
  if (!mayAsk(choice.worthMs, calls)) {
    if (isQueryOwed(choice.worthMs, calls)) oweQuery(store);
    return null;
  }
  const row = await claimPoll(store, leases.pollMs, keptFree(choice.worthMs, calls), choice);
  if (row !== null) tookTurn(store, "query");
  return row;
}

export async function pollStep(deps: Deps, row: JobRow): Promise<void> {
  const reading = await ask(deps, row.relay_id ?? "");
  await polled(deps.store, row, reading, { intervalMs: deps.config.relay.pollIntervalMs });
}

/** One query, and what it says about the relay as a whole. */
export async function ask({ store, relay }: Deps, relayId: string): Promise<Reading & QueryOutcome> {
  const outcome = await relay.queryVideo(relayId);
  if (outcome.trouble === "busy") {
    await holdCalls(store, outcome.retryAfterMs ?? restAfter429Ms);
  }
  if (outcome.trouble === "unreachable" || outcome.trouble === "account") {
    await noteTrouble(store, outcome.error ?? "The relay could not be reached");
  } else if (await noteReached(store)) await wakeUnreached(store);
  if (outcome.state === "unknown" && outcome.trouble === null && outcome.relayStatus !== null) {
    log.warn("The relay used a status word that is not known; the job is polled on", { word: outcome.relayStatus });
  }
  return { ...outcome, isMissing: outcome.trouble === "missing", isAnswer: outcome.trouble === null };
}
