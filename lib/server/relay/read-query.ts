/**
 * Reads the answer to a query. Pure. The task is paid for, so only an explicit failure word ends it: no HTTP error, no
 * unfamiliar word and no unreadable body ever does.
 */
import { at, describeAnswer, isBlank, type JsonObject, parseDocuments, retryAfterMs, shorten } from "./answer.ts";
import type { QueryOutcome, RelayAnswer } from "./outcome.ts";
import { idOf, progressOf, stateOf, statusWordOf } from "./task.ts";
import { type Fault, faultOf, plainFaultOf, type Verdict, verdictOf } from "./verdict.ts";

/** In this order, and never searched for: reference images, covers and GIFs are links too. */
const videoPaths = [
  "video_url",
  "detail.upsample_video_url",
  "url",
  "result_url",
  "output.url",
  "video.url",
  "result.video_url",
  "result.url",
  "data.video_url",
  "data.url",
  "data.result_url",
  "data.video.url",
  "data.output",
  "data.result_urls.0",
  "data.data.video_url",
  "data.data.content.video_url",
  "videos.0.url",
  "video_urls.0",
  "video_result.0.url",
  "metadata.url",
  "detail.video_url",
  "detail.url",
  "detail.generations.0.url",
  "data.fail_reason", // where old relay builds put the link of a finished video
];
const thumbnailPaths = ["thumbnail_url", "detail.thumbnail_url", "data.thumbnail_url"];

export function readQuery(answer: RelayAnswer): QueryOutcome {
  const documents = parseDocuments(answer.body);
  const [first, ...others] = documents.map((document) => readDocument(document, answer));
  if (first === undefined) return troubled(plainFaultOf(answer), answer);
  return others.every((other) => other.state === first.state) ? first : troubled(faultOf({}), answer);
}

function readDocument(document: JsonObject, answer: RelayAnswer): QueryOutcome {
  const fault = faultOf(document);
  if (answer.status < 200 || answer.status >= 300) return troubled(fault, answer);
  const relayStatus = statusWordOf(document);
  const outcome = { ...noNews, relayStatus, relayId: idOf(document), progress: progressOf(document) };
  outcome.thumbnailUrl = linkAt(document, thumbnailPaths);
  switch (stateOf(relayStatus)) {
    case "queued":
    case "running":
      return { ...outcome, state: stateOf(relayStatus) };
    case "succeeded": {
      const videoUrl = linkAt(document, videoPaths);
      // A success word alone is not a video yet: the link was seen to follow a little later.
      return {
        ...outcome,
        state: videoUrl === null ? "running" : "succeeded",
        videoUrl,
        isUrlMissing: videoUrl === null,
      };
    }
    case "failed":
      if (isAboutTheCall(document) && troubleOf(fault) !== null) return troubled(fault, answer);
      return { ...outcome, ...failure(fault) };
    case "unknown":
      if (relayStatus === null && fault.codes.some(isRiskCode)) return { ...outcome, ...failure(fault) };
      if (relayStatus === null && fault.isError) return { ...troubled(fault, answer), relayId: outcome.relayId };
      return outcome;
  }
}

/** An answer that says nothing about the task. */
export const noNews: QueryOutcome = {
  state: "unknown",
  relayStatus: null,
  relayId: null,
  videoUrl: null,
  isUrlMissing: false,
  thumbnailUrl: null,
  progress: null,
  errorCode: null,
  error: null,
  trouble: null,
  retryAfterMs: null,
};

function failure({ code, message }: Fault) {
  return { state: "failed", errorCode: code, error: message === null ? null : shorten(message) } as const;
}

/** `{"status": "error", "message": "too many requests"}` names no task: it is the query that failed. */
function isAboutTheCall(document: JsonObject): boolean {
  return idOf(document) === null && typeof document["status"] === "string" && isBlank(document["fail_reason"]);
}

/** For a task that its review refused, relays send the review's code in place of a status. */
function isRiskCode(code: string): boolean {
  return /^(5041[123]|5051\d)$/.test(code);
}

/** The answer is about the call or the relay, not about the task. */
function troubled(fault: Fault, answer: RelayAnswer): QueryOutcome {
  return {
    ...noNews,
    trouble: troubleOf(fault) ?? troubleByStatus(answer),
    errorCode: fault.code,
    error: shorten(fault.message ?? describeAnswer(answer)),
    retryAfterMs: retryAfterMs(answer),
  };
}

const troubleByVerdict: Record<Verdict, QueryOutcome["trouble"]> = {
  missing: "missing",
  account: "account",
  busy: "busy",
  // Words that would mean something about a create say nothing about a task that exists already.
  lost: null,
  rejected: null,
};

function troubleOf(fault: Fault): QueryOutcome["trouble"] {
  const verdict = verdictOf(fault);
  return verdict === null ? null : troubleByVerdict[verdict];
}

function troubleByStatus({ status }: RelayAnswer): QueryOutcome["trouble"] {
  if (status === 429) return "busy";
  if (status === 401) return "account";
  return status >= 500 ? "unreachable" : "unreadable";
}

/** The first http or https link of the paths, byte for byte: it is signed, and any change breaks it. */
function linkAt(document: JsonObject, paths: readonly string[]): string | null {
  for (const path of paths) {
    const value = at(document, path);
    if (typeof value === "string" && /^https?:\/\//i.test(value) && URL.canParse(value)) return value;
  }
  return null;
}
