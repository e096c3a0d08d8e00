import { ApiProblem } from "#lib/api.ts";
import type { Text } from "#lib/text.ts";
import { UnansweredRetry } from "./jobs/unanswered-retry.ts";

/** Why something did not work, in the person's language where the reason is ours to say. */
export function reasonOf(error: unknown, text: Text): string {
  // Anything else is a script that could not be fetched.
  if (!(error instanceof ApiProblem)) return text.problems.unreachablePart;
  if (error.code === "unreachable") return text.problems.unreachable;
  return error.code === "bad_reply" ? text.problems.badReply : error.message;
}

/** For the place where it was asked for; null where nothing went wrong. */
export function refusalOf(error: Error | null, text: Text): string | null {
  if (error === null) return null;
  // Nobody knows whether it worked.
  if (error instanceof UnansweredRetry) return `${text.outbox.unanswered} · ${text.outbox.unansweredHelp}`;
  return text.actions.refused(reasonOf(error, text));
}
