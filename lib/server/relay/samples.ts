/** For the tests: the observed answers of `cases.jsonl`, and short ways to write further ones. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import type { CreateOutcome, RelayAnswer } from "./outcome.ts";

const expectSchema = z.strictObject({
  outcome: z.optional(z.enum(["accepted", "rejected", "retryable", "unknown-outcome"])),
  scope: z.optional(z.enum(["request", "account"])),
  reason: z.optional(z.string()),
  retry_after_s: z.optional(z.nullable(z.number())),
  id: z.optional(z.string()),
  state: z.optional(z.string()),
  progress: z.optional(z.number()),
  video_url: z.optional(z.nullable(z.string())),
  thumbnail_url: z.optional(z.string()),
  error: z.optional(z.nullable(z.string())),
});
export type Expectation = z.infer<typeof expectSchema>;

const caseSchema = z.strictObject({
  n: z.number(),
  kind: z.enum(["create", "query"]),
  http_status: z.number(),
  headers: z.optional(z.record(z.string(), z.string())),
  body: z.unknown(),
  expect: expectSchema,
});

export function observedCases(kind: "create" | "query") {
  const lines = readFileSync(new URL("cases.jsonl", import.meta.url), "utf8").split("\n");
  const cases = lines.filter((line) => line !== "").map((line) => caseSchema.parse(JSON.parse(line)));
  assert.equal(cases.length, 101);
  return cases.filter((sample) => sample.kind === kind);
}

/** A body that is no string is sent as JSON. */
export function answer(status: number, body: unknown, headers: RelayAnswer["headers"] = {}): RelayAnswer {
  return { status, headers, body: typeof body === "string" ? body : JSON.stringify(body) };
}

/** The file's vocabulary in ours. */
export function kindOf({ outcome, scope }: Expectation): CreateOutcome["kind"] {
  if (outcome === "rejected") return scope === "account" ? "account" : "rejected";
  if (outcome === "retryable") return "busy";
  return outcome === "accepted" ? "accepted" : "unknown";
}
