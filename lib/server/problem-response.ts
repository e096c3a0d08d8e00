/** How whatever went wrong with a request is said, in the words of whoever sent it, and what the log keeps of it. */
import { Problem } from "#lib/problem.ts";
import { isDatabaseError } from "./database/errors.ts";
import { faultsFor } from "./faults-for.ts";
import { log } from "./log.ts";

export function problemResponse(request: Request, error: unknown): Response {
  const problem = problemOf(error);
  const { code, status, fields, details } = problem;
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  const retryAfter = code === "budget_spent" ? 5 : details["retry_after"];
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  const body = { type: "about:blank", title: titleFor(request, problem), status, code, fields, ...details };
  return new Response(JSON.stringify(body), { status, headers });
}

export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : unexpected(error);
}

/** What a person will read stands in their language; what only a program can bring about, in the code's. */
export function titleFor(request: Request, { code, message, details }: Problem): string {
  const { refusals } = faultsFor(request);
  return isSaid(refusals, code) ? refusals[code](details) : message;
}

function isSaid<T extends object>(words: T, code: PropertyKey): code is keyof T {
  return Object.hasOwn(words, code);
}

/** Bugs and broken disks: the log has the stack, the answer has plain words. */
function unexpected(error: unknown): Problem {
  log.error("A request failed", error);
  if (isDatabaseError(error)) {
    // A connection that breaks during a commit leaves open whether it happened: the intent's key makes a repeat safe.
    return new Problem("database_unavailable", "The database cannot be written or read at the moment; try again soon");
  }
  return new Problem("internal", "Something went wrong here");
}
