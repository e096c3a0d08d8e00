/** What may be asked for: the body of `POST /api/jobs`, for the form and the handler alike. */
import * as z from "zod/mini";
import type { Faults } from "./faults.ts";
import { maxBatch, maxCount, maxPrompts, promptLength } from "./job-words.ts";
import { faults as english } from "./text/en/faults.ts";

/** What this installation offers; the relay's lists differ from host to host, so they are configuration. */
export interface Limits {
  model: string;
  aspect_ratios: readonly string[];
  sizes: readonly string[];
  max_images: number;
  prompt_max: number;
}

const maxUrlLength = 2048;

/**
 * One prompt or several, each with `count` takes, all of the same settings. Prompts are kept byte for byte, so nothing is
 * trimmed or normalised here.
 */
export function submissionSchema(limits: Limits, faults: Faults = english) {
  const { prompt, model, ...settings } = requestFields(limits, faults);
  const prompts = z
    .array(prompt, faults.notList)
    .check(z.minLength(1, faults.prompt.noLines), ...atMost(maxPrompts, faults.prompt.tooManyLines(maxPrompts)));
  const count = z
    .int(faults.notWhole)
    .check(z.minimum(1, faults.atLeast(1)), z.maximum(maxCount, faults.atMost(maxCount)));
  return z
    .strictObject(
      {
        prompt: z.optional(prompt),
        prompts: z.optional(prompts),
        ...settings,
        model: z.optional(model),
        count: z.optional(count),
      },
      faults.notObject,
    )
    .check(
      z.refine(hasPrompt, { path: ["prompt"], error: faults.prompt.empty, when: isObject }),
      z.refine(hasOneKind, { path: ["prompts"], error: faults.prompt.notBoth, when: isObject }),
      z.refine(isWithinBatch, { path: ["count"], error: faults.takes.tooMany(maxBatch) }),
    );
}
export type Submission = z.infer<ReturnType<typeof submissionSchema>>;

/** The five fields of the relay's own request. */
export function requestFields(limits: Limits, faults: Faults) {
  return {
    model: oneOf([limits.model], faults.unlisted.model),
    prompt: promptSchema(limits.prompt_max, faults),
    aspect_ratio: oneOf(limits.aspect_ratios, faults.unlisted.aspect_ratio),
    size: oneOf(limits.sizes, faults.unlisted.size),
    images: z
      .array(imageUrlSchema(faults), faults.images.notList)
      .check(...atMost(limits.max_images, faults.images.tooMany(limits.max_images))),
  };
}

/** What is asked for, line by line. */
export function promptsOf({ prompt, prompts }: Pick<Submission, "prompt" | "prompts">): readonly string[] {
  return prompts ?? (prompt === undefined ? [] : [prompt]);
}

/** Said beside all other faults, where a schema would first want those mended. */
function isObject({ value }: { value: unknown }): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasPrompt({ prompt, prompts }: { prompt?: unknown; prompts?: unknown }): boolean {
  return prompt !== undefined || prompts !== undefined;
}

function hasOneKind({ prompt, prompts }: { prompt?: unknown; prompts?: unknown }): boolean {
  return prompt === undefined || prompts === undefined;
}

function isWithinBatch(asked: { prompt?: string; prompts?: string[]; count?: number }): boolean {
  return promptsOf(asked).length * (asked.count ?? 1) <= maxBatch;
}

function promptSchema(max: number, faults: Faults) {
  return z.string(faults.notText).check(
    rules([
      [(text) => text.trim() !== "", faults.prompt.empty],
      [(text) => promptLength(text) <= max, faults.tooLong(max)],
      // Half a surrogate pair has no UTF-8 form and Postgres keeps no NUL: neither could be sent as it was typed.
      [(text) => text.isWellFormed() && !text.includes("\0"), faults.prompt.unsendable],
    ]),
  );
}

/** The first that does not hold is said. Not as refinements that abort, which would keep silent the faults of the list. */
function rules(all: readonly (readonly [holds: (text: string) => boolean, fault: string])[]) {
  return z.check<string>(({ value, issues }) => {
    const broken = all.find(([holds]) => !holds(value));
    if (broken !== undefined) issues.push({ code: "custom", message: broken[1], input: value });
  });
}

/** `z.maxLength` would keep silent about what is wrong in a list that is too long as well. */
function atMost(max: number, error: string) {
  const check = z.refine<string[]>((list) => list.length <= max, { error, when: ({ value }) => Array.isArray(value) });
  return [check, z.meta<string[]>({ maxItems: max })] as const;
}

function oneOf(values: readonly string[], unlisted: (values: string) => string) {
  return z.enum(values, unlisted(values.join(", ")));
}

/** A link that the relay, not this server, will download. Kept as it was typed. */
function imageUrlSchema({ images, tooLong }: Faults) {
  return z.string(images.notUrl).check(
    rules([
      [(text) => text.length <= maxUrlLength, tooLong(maxUrlLength)],
      [isHttpUrl, images.notHttp],
      [hasNoCredentials, images.credentials],
    ]),
  );
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^\s\\]+$/i.test(text) && text.isWellFormed() && URL.canParse(text);
}

function hasNoCredentials(text: string): boolean {
  const { username, password } = new URL(text);
  return username === "" && password === "";
}
