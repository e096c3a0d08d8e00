/** What the relay and the file's host answer, soon or long after anybody waited for it. */
import assert from "node:assert/strict";
import { linkDied, linkRenewed, saved, saveDelayed, saveFailed } from "#lib/server/jobs/media-steps.ts";
import type { CreateOutcome, QueryOutcome } from "#lib/server/relay/outcome.ts";
import type { Book, Told } from "./book.ts";
import { assertProblem, type Happening, processAt, takeAt, told } from "./command.ts";
import { idOfOther } from "./people.ts";
import { newRelayId, type Pending, type PendingQuery } from "./world.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** As documented: how often a job is put back, and when a query is answered for good. */
const limits = { busy: 20, unreached: 6, urlGraceMs: 5 * minuteMs, missing: 5, missingAfterMs: hourMs };
const sevenDaysMs = 7 * 24 * hourMs;

/** An acceptance names its id when it is answered: a new one, or by mistake that of another job. */
export type Answer = Exclude<CreateOutcome, { kind: "accepted" }> | { kind: "accepted" | "duplicate" };

export function answersCall(at: number, pick: number, name: string, answer: Answer): Happening {
  return {
    name: `call ${pick} in process ${at} is answered: ${name}`,
    act: async (book, world) => {
      const pending = takeAt(processAt(world, at).pending.creates, pick);
      if (pending === null) return;
      if (answer.kind !== "accepted") world.faults += 1;
      const otherId = answer.kind === "duplicate" ? idOfOther(book, pending.jobId) : null;
      const relayId = otherId ?? newRelayId(world);
      const outcome = outcomeOf(answer, relayId);
      // The relay's word that nothing was made, whether or not we still listen.
      if (outcome.kind !== "accepted" && outcome.kind !== "unknown") pending.call.isCharged = false;
      assert.equal(await pending.asked.answer(outcome), null);
      apply(book, pending, outcome, otherId !== null);
    },
  };
}

function outcomeOf(answer: Answer, relayId: string): CreateOutcome {
  if (isOther(answer)) return answer;
  return { kind: "accepted", relayId, relayStatus: "pending", state: "queued", progress: null };
}

function isOther(answer: Answer): answer is Exclude<CreateOutcome, { kind: "accepted" }> {
  return answer.kind !== "accepted" && answer.kind !== "duplicate";
}

function apply(book: Book, call: Pending["creates"][number], outcome: CreateOutcome, isOthersId: boolean): void {
  if (outcome.kind === "unknown" && outcome.reason === "page") book.isStopped = true;
  const job = told(book, call.jobId);
  if (job.claim !== call.claim) return;
  if (outcome.kind === "accepted" && !isOthersId) return applyAccepted(job, outcome.relayId);
  if (job.status !== "submitting") return;
  switch (outcome.kind) {
    case "accepted":
    case "unknown":
      job.status = "unknown";
      return;
    case "rejected":
      return fail(job, "the relay refused it");
    case "account":
      book.isStopped = true;
      return putBack(job);
    case "busy":
      job.busy += 1;
      return job.busy > limits.busy ? fail(job, "the relay stayed busy") : putBack(job);
    case "withheld":
      return putBack(job);
    case "unreached":
      job.unreached += 1;
      return job.unreached > limits.unreached ? fail(job, "the relay was never reached") : putBack(job);
  }
}

/** Kept wherever it can still be kept, however late. */
function applyAccepted(job: Told, relayId: string): void {
  if (job.status === "submitting" || job.status === "unknown") {
    job.status = "running";
    job.relayId = relayId;
  } else if (job.status === "failed" && job.relayId === null) job.relayId = relayId;
}

function putBack(job: Told): void {
  job.status = job.isTrashed ? "canceled" : "queued";
}

function fail(job: Told, backing: string): void {
  job.status = "failed";
  job.backing = backing;
}

export function answersQuery(at: number, pick: number, name: string, outcome: QueryOutcome): Happening {
  return {
    name: `query ${pick} in process ${at} is answered: ${name}`,
    act: async (book, world) => {
      const query = takeAt(processAt(world, at).pending.queries, pick);
      if (query === null) return;
      if (outcome.trouble !== null) world.faults += 1;
      const job = told(book, query.jobId);
      const thrown = await query.asked.answer(outcome);
      if (query.claim === null) return applyPasted(book, job, query, outcome, thrown);
      if (thrown !== null) assertProblem(thrown, "relay_unreachable");
      if (job.claim !== query.claim) return;
      if (query.status === "running" && job.status === "running") applyReading(job, outcome, world.store.now());
      const hadEnded = query.status === "failed" || query.status === "unknown";
      const isOver = job.status === "failed" || job.status === "unknown";
      if (hadEnded && isOver && isVideo(outcome)) job.status = "succeeded";
    },
  };
}

function applyPasted(book: Book, job: Told, query: PendingQuery, outcome: QueryOutcome, thrown: unknown): void {
  const isKnown = outcome.trouble === null && (outcome.state !== "unknown" || outcome.relayStatus !== null);
  const isTaken = [...book.jobs.values()].some(({ id, relayId }) => id !== job.id && relayId === query.relayId);
  if (!isKnown) return assertProblem(thrown, "relay_id_unknown", "relay_unreachable");
  if (isTaken) return assertProblem(thrown, "relay_id_taken");
  if (job.status !== "unknown") return assertProblem(thrown, "not_unknown");
  assert.equal(thrown, null);
  job.status = "running";
  job.relayId = query.relayId;
  job.rulings.push("ada");
  // Another task: what was said about the one before counts no more.
  job.missingInARow = 0;
  job.urlMissingSinceMs = null;
}

/** Only an explicit word ends a running job. */
function applyReading(job: Told, outcome: QueryOutcome, nowMs: number): void {
  const ageMs = nowMs - job.calledAtMs;
  const isMissing = outcome.trouble === "missing";
  const { urlMissingSinceMs } = job;
  if (isVideo(outcome)) job.status = "succeeded";
  else if (outcome.state === "failed") fail(job, "the relay said that it failed");
  else if (outcome.isUrlMissing && urlMissingSinceMs !== null && nowMs - urlMissingSinceMs >= limits.urlGraceMs) {
    fail(job, "the relay said success and gave no link");
  } else if (isMissing && job.missingInARow + 1 >= limits.missing && ageMs > limits.missingAfterMs) {
    fail(job, "the relay does not know it, again and again");
  } else if (ageMs > sevenDaysMs) job.status = "unknown";
  else {
    job.missingInARow = isMissing ? job.missingInARow + 1 : 0;
    job.urlMissingSinceMs = outcome.isUrlMissing ? (urlMissingSinceMs ?? nowMs) : null;
  }
}

function isVideo({ state, videoUrl }: QueryOutcome): boolean {
  return state === "succeeded" && videoUrl !== null;
}

export type SaveEnd = "saved" | "interrupted" | "link dead" | "no video";

export function savesEnd(at: number, pick: number, end: SaveEnd): Happening {
  return {
    name: `download ${pick} in process ${at} ends: ${end}`,
    act: async (book, world) => {
      const { store, pending } = processAt(world, at);
      const save = takeAt(pending.saves, pick);
      if (save === null) return;
      if (end !== "saved") world.faults += 1;
      const job = told(book, save.jobId);
      const isOurs = job.claim === save.claim;
      if (end === "saved") {
        assert.equal(await saved(store, save.row, { sizeBytes: 12, type: "video/mp4" }), isOurs, "whose video it is");
        if (isOurs) job.isKept = true;
      } else if (end === "interrupted") await saveDelayed(store, save.row, "cut", 0.5);
      else if (end === "no video") await saveFailed(store, save.row, "not a video");
      else if (await linkDied(store, save.row, "410")) await linkRenewed(store, save.row, "https://files.example/2");
    },
  };
}
