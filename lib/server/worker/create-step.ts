/**
 * The paid call, once: a slot of the budget, a claim that is on the disk, one POST begun within ten seconds, and its end
 * written down before anything else happens.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { nextCallInMs } from "../jobs/budget.ts";
import { claimCreate } from "../jobs/claim-create.ts";
import {
  accepted,
  accountFault,
  busy,
  notBegun,
  outcomeUnknown,
  rejected,
  unreached,
  wakeUnreached,
} from "../jobs/create-steps.ts";
import { type CallEnd, noteCallEnd } from "../jobs/breaker.ts";
import { dispatchRow, endPausePassed, holdCalls, maxHoldMs, noteReached, noteTrouble } from "../jobs/dispatch.ts";
import { isAnyDue } from "../jobs/due.ts";
import { imagesOf } from "../jobs/row.ts";
import { log } from "../log.ts";
import type { CreateOutcome } from "../relay/outcome.ts";
import type { Deps } from "./deps.ts";
import { mayCreate, tookTurn } from "./turns.ts";

/** The call is begun this soon after its claim or not at all: past it, a sweeper may already judge the claim. */
const beginWithinMs = 10_000;
const restAfter429Ms = 5_000;

/** @returns a claimed job, or null when there is none, no budget for one, or a pause */
export async function claimCreateStep({ store, config, leases }: Deps): Promise<JobRow | null> {
  const dispatch = await dispatchRow(store);
  if (dispatch.paused_until !== null && dispatch.paused_until <= store.now()) await endPausePassed(store);
  else if (dispatch.paused_reason !== null || dispatch.hold_until > store.now()) return null;
  if (!(await isAnyDue(store, ["queued"]))) return null;
  if (!mayCreate(store) || (await nextCallInMs(store)) > 0) return null;
  const leaseMs = config.relay.createTimeoutMs + leases.createMarginMs;
  const row = await claimCreate(store, leaseMs, config.relay.maxConcurrentCreates);
  if (row !== null) tookTurn(store, "create");
  return row;
}

/** @param stopping a call that has not begun when the process is told to stop goes back to the queue instead */
export async function createStep(deps: Deps, row: JobRow, stopping: AbortSignal): Promise<void> {
  const { store, relay } = deps;
  const { model, prompt, aspect_ratio, size } = row;
  const leftMs = (row.submitted_at ?? 0) + beginWithinMs - store.now();
  if (leftMs < 0 || stopping.aborted) {
    return untilWritten(row, { kind: "not begun" }, () => notBegun(store, row));
  }
  // The claim's time is by the database's clock, the call's by this machine's.
  const startByMs = Date.now() + leftMs;
  const request = { model, prompt, aspect_ratio, size, images: imagesOf(row) };
  const outcome = await relay.createVideo(request, { startByMs, mayBegin: () => mayBegin(store, row) });
  await untilWritten(row, outcome, () => record(deps, row, outcome));
}

/**
 * A pause stops also what was claimed before it. Where nobody can tell whether there is one, the call waits: nothing of it
 * has been sent.
 */
async function mayBegin(store: Store, { id }: JobRow): Promise<boolean> {
  try {
    return (await dispatchRow(store)).paused_reason === null;
  } catch (error) {
    log.error("A paid call was not begun: whether submissions are paused could not be read", error, { job_id: id });
    return false;
  }
}

async function record(deps: Deps, row: JobRow, outcome: CreateOutcome): Promise<void> {
  const { store, config } = deps;
  const jitter = deps.random() / 2;
  switch (outcome.kind) {
    case "accepted": {
      const { relayId } = outcome;
      const holder = await accepted(store, row, outcome, store.now() + config.relay.pollFirstMs);
      if (holder === null) log.warn("A job has another relay id already", { job_id: row.id, relay_id: relayId });
      break;
    }
    case "rejected":
      await rejected(store, row, outcome);
      break;
    case "account":
      await accountFault(store, row, outcome.message);
      break;
    case "busy": {
      const retryAfterMs = outcome.retryAfterMs === null ? null : Math.min(outcome.retryAfterMs, maxHoldMs);
      await holdCalls(store, retryAfterMs ?? restAfter429Ms);
      await busy(store, row, { message: outcome.message, retryAfterMs, jitter });
      break;
    }
    case "unreached":
      await noteTrouble(store, outcome.message);
      await unreached(store, row, { ...outcome, jitter });
      return;
    case "withheld":
      await notBegun(store, row);
      return;
    case "unknown":
      await outcomeUnknown(store, row, outcome);
      await noteCallEnd(store, callEndOf(outcome.reason), outcome.message);
      return; // a broken connection does not prove that the relay is well
  }
  await noteCallEnd(store, "answered", null);
  if (await noteReached(store)) await wakeUnreached(store);
}

function callEndOf(reason: (CreateOutcome & { kind: "unknown" })["reason"]): CallEnd {
  return reason === "page" || reason === "malformed" ? reason : "trouble";
}

/**
 * A paid job's id exists nowhere else until it is written, so a database that fails for a moment (a full disk, a lock)
 * is waited for, as long as this process lives. The id also goes to the log, where a person can find it.
 */
async function untilWritten(
  row: JobRow,
  outcome: CreateOutcome | { kind: "not begun" },
  write: () => Promise<void>,
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      const relayId = outcome.kind === "accepted" ? outcome.relayId : null;
      log.error("The end of a paid call could not be written down; trying again", error, {
        job_id: row.id,
        outcome: outcome.kind,
        relay_id: relayId,
      });
      await sleep(Math.min(100 * 2 ** tries, 5_000));
    }
  }
}
