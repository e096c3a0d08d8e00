/**
 * Reads the answer to a paid create. Pure. The body is read first and the HTTP status second, because the status lies
 * both ways: 403 can be a busy upstream and 500 a refused prompt. Where the two leave doubt the outcome is `unknown`,
 * for calling a paid task refused or busy would make somebody pay again.
 */
import { asId, idOf, progressOf, stateOf, statusWordOf } from "./task.ts";
import { describeAnswer, isPage, type JsonObject, parseDocuments, retryAfterMs, shorten } from "./answer.ts";
import type { CreateOutcome, RelayAnswer } from "./outcome.ts";
import { type Fault, faultOf, plainFaultOf, soundsLost, verdictOf } from "./verdict.ts";

export function readCreate(answer: RelayAnswer): CreateOutcome {
  const documents = parseDocuments(answer.body);
  const [first, ...others] = documents.map((document) => readDocument(document, answer));
  if (first === undefined) return outcomeOf(plainFaultOf(answer), answer);
  // Glued documents that say different things: one of them is wrong and nobody can tell which.
  return others.every((other) => other.kind === first.kind) ? first : unknown(faultOf({}), answer);
}

function readDocument(document: JsonObject, answer: RelayAnswer): CreateOutcome {
  const fault = faultOf(document);
  const relayStatus = statusWordOf(document);
  const state = stateOf(relayStatus);
  const isGood = isSuccess(answer) && !fault.isError;
  const relayId = idOf(document) ?? (fault.isError ? null : asId(document["data"]));
  if (relayId === null) return outcomeOf(fault, answer);
  if (isGood && state !== "failed") {
    return { kind: "accepted", relayId, relayStatus, state, progress: progressOf(document) };
  }
  // With an id beside the error something was created, so nothing that would send it again can be concluded.
  if (verdictOf(fault) === "rejected" || (isSuccess(answer) && state === "failed")) return rejected(fault, answer);
  // The id comes first, so that it is not cut off: a person can settle the job with it.
  const message = `The relay named the id ${relayId}, but not as created: ${fault.message ?? describeAnswer(answer)}`;
  return unknown({ ...fault, message }, answer);
}

/** For an answer without an id. */
function outcomeOf(fault: Fault, answer: RelayAnswer): CreateOutcome {
  switch (verdictOf(fault) ?? verdictByStatus(fault, answer)) {
    case "account":
      return { kind: "account", ...said(fault, answer) };
    case "rejected":
      return rejected(fault, answer);
    case "busy":
      return { kind: "busy", message: said(fault, answer).message, retryAfterMs: retryAfterMs(answer) };
    case "lost":
    case "missing":
    case null:
      return unknown(fault, answer);
  }
}

/** Only statuses by which HTTP itself promises that the request was not carried out. */
function verdictByStatus(fault: Fault, { status }: RelayAnswer): "account" | "rejected" | "busy" | null {
  switch (status) {
    case 401:
    case 402:
    case 404:
    case 405:
    case 501:
      return "account";
    case 413:
      return "rejected";
    case 400:
    case 422:
      // Without the relay's words this may be a gateway's page about its own trouble.
      return fault.codes.length + fault.texts.length > 0 && !soundsLost(fault) ? "rejected" : null;
    case 429:
      return "busy";
    default:
      return null;
  }
}

function rejected(fault: Fault, answer: RelayAnswer): CreateOutcome {
  return { kind: "rejected", ...said(fault, answer) };
}

function unknown(fault: Fault, answer: RelayAnswer): CreateOutcome {
  // A redirect, a page or a broken body comes from a wrong set-up; an error in the relay's own words does not.
  const isServerError = answer.status >= 500 || (answer.status >= 400 && fault.texts.length > 0);
  const garbled = isPage(answer) ? "page" : "malformed";
  return { kind: "unknown", reason: isServerError ? "server_error" : garbled, message: said(fault, answer).message };
}

function said({ code, message }: Fault, answer: RelayAnswer): { code: string; message: string } {
  return { code: code ?? `http_${answer.status}`, message: shorten(message ?? describeAnswer(answer)) };
}

function isSuccess({ status }: RelayAnswer): boolean {
  return status >= 200 && status < 300;
}
