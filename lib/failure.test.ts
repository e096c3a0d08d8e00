/** The codes that the server can give, read from its own sources: a new one without advice fails here. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { type FailureKind, failureKindOf, failureKinds, isRelaysWord } from "./failure.ts";
import type { Failure } from "./job.ts";
import { en } from "./text/en.ts";
import { advice as english } from "./text/en/advice.ts";
import { zh } from "./text/zh.ts";
import { advice as chinese } from "./text/zh/advice.ts";

const server = new URL("server/", import.meta.url);

test("every code that the server gives a job is known, with a headline and advice in both languages", () => {
  const codes = [...codesIn("jobs"), ...unknownReasons()];
  for (const known of ["not_created", "submitted_again", "relay_busy", "no_final_answer", "process_died", "timeout"]) {
    assert.ok(codes.includes(known), `${known} is found in the sources`);
  }
  for (const code of codes) assert.equal(failureKindOf(failure({ code })), code, code);
  for (const kind of failureKinds) {
    for (const [text, advice] of [
      [en, english],
      [zh, chinese],
    ] as const) {
      assert.notEqual(text.failures[kind], "", kind);
      assert.ok(advice.failures[kind].why.length > 5 && advice.failures[kind].next.length > 5, kind);
    }
  }
});

test("a relay's refusal is read by its words, in whatever shape they come", () => {
  const cases: readonly [string, string, FailureKind][] = [
    ["50413", "Post Text Risk Not Pass", "prompt_refused"],
    ["50412", "Text Risk Not Pass", "prompt_refused"],
    ["50411", "Pre Img Risk Not Pass", "image_refused"],
    ["50511", "Post Img Risk Not Pass", "video_refused"],
    ["50512", "Post Video Risk Not Pass", "video_refused"],
    ["50413", "", "prompt_refused"],
    ["http_200", "提示词包含敏感内容", "prompt_refused"],
    ["sensitive_words_detected", "sensitive words detected", "prompt_refused"],
    ["http_400", "参考图审核未通过", "image_refused"],
    ["http_400", "content policy violation", "content_refused"],
    ["http_400", "Failed to download image: HTTP 403", "image_unusable"],
    ["InvalidParameter", "image width must be at least 300 pixels: invalid image", "image_unusable"],
    ["http_400", "图片尺寸过大", "image_unusable"],
    ["http_400", "prompt is too long", "prompt_too_long"],
    ["http_413", "Request Entity Too Large", "too_large"],
    ["InvalidParameter.TaskTypeConstraint", "the parameter is not valid for this task", "field_invalid"],
    ["http_400", "unsupported aspect_ratio 21:9", "field_invalid"],
    ["http_400", "no", "refused"],
  ];
  for (const [code, message, kind] of cases) {
    assert.equal(failureKindOf(failure({ code, message })), kind, `${code} ${message}`);
  }
  assert.equal(failureKindOf(failure({ code: "video_generation_failed", charged: "unknown" })), "relay_failed");
});

test("only what the relay said is quoted as its words", () => {
  assert.equal(isRelaysWord(failure({ code: "50413" })), true);
  assert.equal(isRelaysWord(failure({ code: "relay_busy" })), true);
  assert.equal(isRelaysWord(failure({ code: "process_died" })), false);
  assert.equal(isRelaysWord(failure({ code: "constructor" })), true);
});

function failure(fields: Partial<Failure>): Failure {
  return { code: "refused", message: "", charged: "no", ...fields };
}

/** Every literal that the domain writes as the code of a failure, or as the reason of an open outcome. */
function codesIn(folder: string): string[] {
  const files = readdirSync(new URL(`${folder}/`, server)).filter((name) => !/test/.test(name));
  const pattern = /\b(?:failure_code|code|reason): "(\w+)"/g;
  const texts = files.map((name) => readFileSync(new URL(`${folder}/${name}`, server), "utf8"));
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));
  // Why a queued job waits has advice of its own kind.
  const isWaiting = (word: string) => Object.hasOwn(english.waiting, word);
  return [...new Set(found)].filter((word) => word !== "" && !isWaiting(word));
}

/** The reasons of the one outcome that leaves open what happened, from its type. */
function unknownReasons(): string[] {
  const text = readFileSync(new URL("relay/outcome.ts", server), "utf8");
  const reasons = /kind: "unknown"; reason: ([^;]+);/.exec(text)?.[1] ?? "";
  return [...reasons.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
}
