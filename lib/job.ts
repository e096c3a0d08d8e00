/**
 * What a job is and what may be asked for. One schema serves the form, the route handlers and the types; names are the
 * relay's own (snake_case), on the wire as in the database. The plain words and their table stand in job-words.ts.
 */
import * as z from "zod/mini";
import {
  charges,
  eventTypes,
  isJobStatus,
  jobStatuses,
  listLimit,
  maxCount,
  mediaStates,
  promptLength,
  searchMax,
} from "./job-words.ts";

export { can, isJobStatus, isMoving, jobStatuses, listLimit, maxCount, promptLength } from "./job-words.ts";
export type { Charged, JobAction, JobEventType, JobStatus, MediaState } from "./job-words.ts";

/** What this installation offers; the relay's lists differ from host to host, so they are configuration. */
export interface Limits {
  model: string;
  aspect_ratios: readonly string[];
  sizes: readonly string[];
  max_images: number;
  prompt_max: number;
}

const maxUrlLength = 2048;

/** The body of `POST /api/jobs`. The prompt is kept byte for byte, so nothing is trimmed or normalised here. */
export function submissionSchema(limits: Limits) {
  return z.strictObject({
    prompt: promptSchema(limits.prompt_max),
    aspect_ratio: oneOf(limits.aspect_ratios, "aspect ratio"),
    size: oneOf(limits.sizes, "size"),
    images: z
      .array(imageUrlSchema, "must be a list of image URLs")
      .check(z.maxLength(limits.max_images, `at most ${limits.max_images} reference images`)),
    model: z.optional(oneOf([limits.model], "model")),
    count: z.optional(
      z.int("must be a whole number").check(z.minimum(1, "at least 1"), z.maximum(maxCount, `at most ${maxCount}`)),
    ),
  });
}
export type Submission = z.infer<ReturnType<typeof submissionSchema>>;

function promptSchema(max: number) {
  return z.string("must be text").check(
    z.refine((text) => text.trim() !== "", { error: "Write a prompt", abort: true }),
    z.refine((text) => promptLength(text) <= max, { error: `at most ${max} characters`, abort: true }),
    // Half a surrogate pair has no UTF-8 form and Postgres keeps no NUL: neither could be sent as it was typed.
    z.refine((text) => text.isWellFormed() && !text.includes("\0"), "holds characters that cannot be sent"),
  );
}

function oneOf(values: readonly string[], noun: string) {
  const message = `unlisted ${noun}; choose one of ${values.join(", ")}`;
  return z.string(message).check(z.refine((value) => values.includes(value), message));
}

/** A link that the relay, not this server, will download. Kept as it was typed. */
const imageUrlSchema = z.string("must be a URL").check(
  z.refine((text) => text.length <= maxUrlLength, { error: `at most ${maxUrlLength} characters`, abort: true }),
  z.refine(isHttpUrl, { error: "must be a link that starts with http:// or https://", abort: true }),
  z.refine(hasNoCredentials, "must not carry a user name or password"),
);

function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^\s\\]+$/i.test(text) && text.isWellFormed() && URL.canParse(text);
}

function hasNoCredentials(text: string): boolean {
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

const time = z.string();
const nullableTime = z.nullable(z.string());

const failureSchema = z.object({ code: z.string(), message: z.string(), charged: z.enum(charges) });
export type Failure = z.infer<typeof failureSchema>;

/** A job as it travels. Times are ISO 8601, sizes bytes; `progress` is the relay's own percentage or null. */
export const jobSchema = z.object({
  id: z.string(),
  model: z.string(),
  prompt: z.string(),
  aspect_ratio: z.string(),
  size: z.string(),
  images: z.array(z.string()),
  status: z.enum(jobStatuses),
  relay_id: z.nullable(z.string()),
  /** The relay's last status word, as it was said; for display only. */
  relay_status: z.nullable(z.string()),
  /** When the relay last answered about this job. */
  relay_seen_at: nullableTime,
  progress: z.nullable(z.number()),
  failure: z.nullable(failureSchema),
  /** Why a queued job was put back, and until when it rests. */
  waiting: z.nullable(
    z.object({
      reason: z.enum(["busy", "unreachable", "account", "interrupted"]),
      message: z.string(),
      until: nullableTime,
    }),
  ),
  media: z.object({
    state: z.enum(mediaStates),
    bytes: z.nullable(z.number()),
    /** Always an address of this app, never the relay's. */
    video_url: z.nullable(z.string()),
    poster_url: z.nullable(z.string()),
    error: z.nullable(z.string()),
  }),
  retry_of: z.nullable(z.string()),
  batch_id: z.nullable(z.string()),
  created_by: z.nullable(z.string()),
  starred: z.boolean(),
  overdue: z.boolean(),
  trashed: z.boolean(),
  created_at: time,
  submitted_at: nullableTime,
  finished_at: nullableTime,
  updated_at: time,
});
export type Job = z.infer<typeof jobSchema>;

/** One line of a job's timeline. `detail` holds what that type needs: code, message, charged, relay_id, attempt, until. */
export const jobEventSchema = z.object({
  at: time,
  type: z.enum(eventTypes),
  actor: z.nullable(z.string()),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type JobEvent = z.infer<typeof jobEventSchema>;

export const jobCountsSchema = z.record(z.enum(jobStatuses), z.number());
export type JobCounts = z.infer<typeof jobCountsSchema>;

export const jobsReplySchema = z.object({ jobs: z.array(jobSchema) });
export const jobPageSchema = z.object({
  jobs: z.array(jobSchema),
  next_cursor: z.nullable(z.string()),
  counts: jobCountsSchema,
});
export type JobPage = z.infer<typeof jobPageSchema>;
export const jobDetailSchema = z.object({ job: jobSchema, events: z.array(jobEventSchema) });
export type JobDetail = z.infer<typeof jobDetailSchema>;

/** The query of `GET /api/jobs`. `status` takes several words, separated by commas. */
export const listQuerySchema = z.strictObject({
  status: z.optional(z.string().check(z.refine(isStatusList, `must be of ${jobStatuses.join(", ")}`))),
  q: z.optional(z.string().check(z.maxLength(searchMax, `at most ${searchMax} characters`))),
  cursor: z.optional(z.string().check(z.regex(/^[0-9a-f-]{36}$/, "is not a cursor of this list"))),
  limit: z.optional(
    z.coerce
      .number("must be a number")
      .check(
        z.int("must be a whole number"),
        z.minimum(1, "at least 1"),
        z.maximum(listLimit.max, `at most ${listLimit.max}`),
      ),
  ),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

function isStatusList(text: string): boolean {
  return text === "" || text.split(",").every(isJobStatus);
}

export const retrySchema = z.strictObject({ accept_risk: z.optional(z.boolean("must be true or false")) });

export const resolutionSchema = z.discriminatedUnion("outcome", [
  z.strictObject({
    outcome: z.literal("created"),
    relay_id: z
      .string("must be text")
      .check(
        z.minLength(1, "paste the relay's id"),
        z.maxLength(512, "at most 512 characters"),
        z.regex(/^\S+$/, "holds spaces"),
      ),
  }),
  z.strictObject({ outcome: z.literal("not_created") }),
]);
export type Resolution = z.infer<typeof resolutionSchema>;

export const dispatchChangeSchema = z.strictObject({ paused: z.boolean("must be true or false") });

/** Whether submissions are paused, by whom and since when; `trouble` is the relay's state while nothing is paused. */
export const dispatchSchema = z.object({
  paused: z.boolean(),
  reason: z.nullable(z.enum(["operator", "account", "breaker"])),
  message: z.nullable(z.string()),
  since: nullableTime,
  /** When a pause of the breaker ends by itself; null: a person ends it. */
  until: nullableTime,
  trouble: z.nullable(z.object({ message: z.string(), since: time })),
});
export type Dispatch = z.infer<typeof dispatchSchema>;

export const problemSchema = z.object({
  code: z.string(),
  title: z.string(),
  status: z.number(),
  fields: z.optional(z.record(z.string(), z.string())),
});
