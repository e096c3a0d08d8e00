/** Every way in which a paid call can be answered, and what it must come to when nobody dies. */
import { type Behaviour, seen } from "../relay/behaviour.ts";
import type { Word } from "./history.ts";

export interface Answer {
  /** Null: nothing listens at the relay's address. */
  behaviour: Behaviour | null;
  /** What the relay thereby says, when the answer is read to its end. */
  word: Word;
  /** The status that the job comes to by itself. */
  endsAs: "succeeded" | "failed" | "unknown";
}

/** Where a relay could have charged although its answer says nothing of it, this one has. */
export const answers = {
  ok: { behaviour: { kind: "ok" }, word: "accepted", endsAs: "succeeded" },
  late: { behaviour: { kind: "ok", delayMs: 700 }, word: "accepted", endsAs: "succeeded" },
  lost: { behaviour: { kind: "reset" }, word: "none", endsAs: "unknown" },
  closed: { behaviour: { kind: "close" }, word: "none", endsAs: "unknown" },
  unreached: { behaviour: null, word: "none", endsAs: "succeeded" },
  refused: { behaviour: seen.refused, word: "refused", endsAs: "failed" },
  "403 no credit": { behaviour: seen.noCredit, word: "not_now", endsAs: "succeeded" },
  "404": { behaviour: { kind: "answer", status: 404 }, word: "not_now", endsAs: "succeeded" },
  "429": { behaviour: seen.busy(), word: "not_now", endsAs: "succeeded" },
  "429 for 1 s": { behaviour: seen.busy(1), word: "not_now", endsAs: "succeeded" },
  "500": { behaviour: charged(seen.serverError), word: "none", endsAs: "unknown" },
  "524": { behaviour: charged(seen.timeout), word: "none", endsAs: "unknown" },
  HTML: { behaviour: charged(seen.webPage), word: "none", endsAs: "unknown" },
  "no id": { behaviour: seen.noId, word: "none", endsAs: "unknown" },
  "duplicate id": { behaviour: { kind: "repeat_id" }, word: "none", endsAs: "unknown" },
  "307": { behaviour: charged(seen.moved("/v1/video/create")), word: "none", endsAs: "unknown" },
  "421": { behaviour: charged(seen.misdirected), word: "none", endsAs: "unknown" },
  stall: { behaviour: { kind: "stall", at: "headers" }, word: "none", endsAs: "unknown" },
  "stall in the body": { behaviour: { kind: "stall", at: "body" }, word: "none", endsAs: "unknown" },
  cut: { behaviour: { kind: "cut" }, word: "none", endsAs: "unknown" },
} as const satisfies Record<string, Answer>;
export type AnswerName = keyof typeof answers;

export const answerNames = Object.keys(answers).filter((name): name is AnswerName => name in answers);

function charged(behaviour: Behaviour): Behaviour {
  if (behaviour.kind !== "answer") throw new Error("Only a scripted answer can be charged on the quiet");
  return { ...behaviour, charged: true };
}
