/**
 * What a person should be told about a job that is not simply under way or done: which advice, whether it was charged, and
 * whose words there are. Pure; the sentences come from the texts of the page.
 */
import { type FailureKind, failureKindOf, isRelaysWord } from "./failure.ts";
import type { Charged, Job } from "./job.ts";

export type Trouble =
  | { about: "failure"; kind: FailureKind }
  | { about: "media"; kind: "expired" | "failed" | "removed" }
  | { about: "waiting"; kind: NonNullable<Job["waiting"]>["reason"] }
  | { about: "overdue" };

export interface Report {
  trouble: Trouble;
  /** `not_yet`: the relay has accepted nothing so far. */
  charged: Charged | "not_yet";
  said: { words: string; code: string | null; isRelays: boolean } | null;
}

/** Null, when there is nothing to explain. */
export function reportOf(job: Job): Report | null {
  if (job.failure !== null) {
    const { code, message, charged } = job.failure;
    const said = message === "" ? null : { words: message, code, isRelays: isRelaysWord(job.failure) };
    return { trouble: { about: "failure", kind: failureKindOf(job.failure) }, charged, said };
  }
  const { state, error, removed_at: removedAt } = job.media;
  if (job.status === "succeeded" && (state === "expired" || state === "failed")) {
    const said = error === null ? null : { words: error, code: null, isRelays: false };
    return { trouble: { about: "media", kind: removedAt === null ? state : "removed" }, charged: "yes", said };
  }
  if (job.waiting !== null) {
    const { reason, message } = job.waiting;
    const isRelays = reason === "busy" || reason === "account";
    const said = message === "" ? null : { words: message, code: null, isRelays };
    return { trouble: { about: "waiting", kind: reason }, charged: "not_yet", said };
  }
  return job.overdue ? { trouble: { about: "overdue" }, charged: "yes", said: null } : null;
}
