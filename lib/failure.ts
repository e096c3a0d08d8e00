/**
 * What kind of failure a job met, as far as a person's next step depends on it. Clipdesk's own codes say it by themselves;
 * a relay's codes and sentences are anybody's, so they are read by their words. Pure.
 */
import type { Failure } from "./job.ts";

/** Every code that Clipdesk itself gives. `words` says whose sentence the message is: the relay's, or our own note. */
const ownCodes = {
  relay_busy: { words: "relay" },
  relay_unreachable: { words: "note" },
  relay_failed: { words: "relay" },
  no_video_url: { words: "note" },
  task_missing: { words: "relay" },
  no_final_answer: { words: "note" },
  not_created: { words: "note" },
  submitted_again: { words: "note" },
  duplicate_id: { words: "note" },
  lease_expired: { words: "note" },
  process_died: { words: "note" },
  page: { words: "note" },
  malformed: { words: "note" },
  server_error: { words: "relay" },
  timeout: { words: "note" },
  connection: { words: "note" },
} as const satisfies Record<string, { words: "relay" | "note" }>;
export type OwnCode = keyof typeof ownCodes;

/** What the relay's words can amount to. */
const readKinds = [
  "prompt_refused",
  "image_refused",
  "video_refused",
  "content_refused",
  "image_unusable",
  "prompt_too_long",
  "too_large",
  "field_invalid",
  "refused",
] as const;

export type FailureKind = OwnCode | (typeof readKinds)[number];
export const failureKinds: readonly FailureKind[] = [...ownCodesList(), ...readKinds];

export function failureKindOf(failure: Failure): FailureKind {
  const { code, message, charged } = failure;
  if (isOwnCode(code)) return code;
  const words = `${code}\n${message}`.toLowerCase();
  const read = rules.find(([, pattern]) => pattern.test(words))?.[0];
  if (read !== undefined) return read;
  // Refused before anything was made, or made and then not finished: only the first is known to have cost nothing.
  return charged === "no" ? "refused" : "relay_failed";
}

/** Whether the message is the relay's own, to be quoted as such; else it is a note of ours, kept for the record. */
export function isRelaysWord(failure: Failure): boolean {
  return !isOwnCode(failure.code) || ownCodes[failure.code].words === "relay";
}

function isOwnCode(code: string): code is OwnCode {
  return Object.hasOwn(ownCodes, code);
}

function ownCodesList(): OwnCode[] {
  return Object.keys(ownCodes).filter(isOwnCode);
}

const image = "(\\bimgs?\\b|\\bimages?\\b|picture|reference|first_frame|last_frame|图)";
const review =
  "(risk[ _]not[ _]pass|敏感|违规|审核|sensitive|content[ _]policy|policy[ _]violation|moderat|copyright|nsfw)";
const unfit =
  "(download|fetch|load|access|reach|open|decode|dimension|resolution|pixel|ratio|format|type|size|large|small|invalid|" +
  "unsupported|下载|读取|访问|格式|尺寸|分辨率|比例|过大|过小|无效|不支持)";

/** In order, the more telling first. Words before the codes of reviews, which differ from host to host. */
const rules: readonly (readonly [FailureKind, RegExp])[] = [
  ["video_refused", new RegExp(`post[ _](video|img)[ _]${review}|(video|视频).{0,20}${review}|^(5051[1-9])$`, "m")],
  ["image_refused", new RegExp(`pre[ _]img[ _]|${image}.{0,20}${review}|${review}.{0,20}${image}|^50411$`, "m")],
  [
    "prompt_refused",
    new RegExp(`(text|prompt|words?|提示词|文本).{0,20}${review}|${review}.{0,6}(words?|词)|^5041[23]$`, "m"),
  ],
  ["content_refused", new RegExp(review)],
  ["prompt_too_long", /(prompt|提示词).{0,30}(too long|length|exceed|at most|过长|超过|超出)/],
  ["image_unusable", new RegExp(`${image}.{0,60}${unfit}|${unfit}.{0,40}${image}`)],
  ["too_large", /^http_413$|(request|entity|payload|body) too large/m],
  [
    "field_invalid",
    /invalid_?parameter|参数|^http_422$|(invalid|unsupported|not supported|unknown|missing).{0,40}(param|field|value|argument|ratio|size|model)/m,
  ],
];
