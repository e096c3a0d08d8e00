/**
 * The words of the product: what a job is, what may be asked for, and which actions a status allows. One schema serves
 * the form, the route handlers and the types; names are the relay's own (snake_case), on the wire as in the database.
 */
import * as z from "zod/mini";

export const jobStatuses = ["queued", "submitting", "running", "succeeded", "failed", "unknown", "canceled"] as const;
export type JobStatus = (typeof jobStatuses)[number];

export const mediaStates = ["none", "pending", "saving", "saved", "expired", "failed"] as const;
export type MediaState = (typeof mediaStates)[number];

/** What this installation offers; the relay's lists differ from host to host, so they are configuration. */
export interface Limits {
  model: string;
  aspect_ratios: readonly string[];
  sizes: readonly string[];
  max_images: number;
  prompt_max: number;
}

export const maxCount = 8;
const maxUrlLength = 2048;

/** Characters as people count them: an emoji outside the basic plane is one, not two. */
export function promptLength(prompt: string): number {
  let length = 0;
  for (const _ of prompt) length += 1;
  return length;
}

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

export const charges = ["no", "yes", "unknown"] as const;
export type Charged = (typeof charges)[number];

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

export const eventTypes = [
  "queued",
  "submitting",
  "deferred",
  "accepted",
  "relay_status",
  "succeeded",
  "failed",
  "unknown",
  "canceled",
  "checked",
  "resolved",
  "video_saved",
  "video_delayed",
  "video_expired",
  "video_failed",
  "trashed",
  "restored",
] as const;
export type JobEventType = (typeof eventTypes)[number];

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

export const listLimit = { default: 30, max: 100 } as const;

/** The query of `GET /api/jobs`. `status` takes several words, separated by commas. */
export const listQuerySchema = z.strictObject({
  status: z.optional(z.string().check(z.refine(isStatusList, `must be of ${jobStatuses.join(", ")}`))),
  q: z.optional(z.string().check(z.maxLength(200, "at most 200 characters"))),
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

export function isJobStatus(word: string): word is JobStatus {
  return jobStatuses.some((status) => status === word);
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
  trouble: z.nullable(z.object({ message: z.string(), since: time })),
});
export type Dispatch = z.infer<typeof dispatchSchema>;

export const problemSchema = z.object({
  code: z.string(),
  title: z.string(),
  status: z.number(),
  fields: z.optional(z.record(z.string(), z.string())),
});

/** Action -> the statuses that allow it. Page and server derive their checks from this one table. */
const allowed = {
  cancel: ["queued"],
  check: ["running", "succeeded", "failed", "unknown"],
  resolve: ["unknown"],
  retry: ["succeeded", "failed", "unknown", "canceled"],
} as const satisfies Record<string, readonly JobStatus[]>;
export type JobAction = keyof typeof allowed;

/** A check asks the relay about its id, so there must be one. */
export function can(action: JobAction, job: Pick<Job, "status" | "relay_id">): boolean {
  if (action === "check" && job.relay_id === null) return false;
  return allowed[action].some((status) => status === job.status);
}

/** Something will still happen to this job by itself, so the page keeps asking. */
export function isMoving(job: Pick<Job, "status" | "media">): boolean {
  if (job.status === "queued" || job.status === "submitting" || job.status === "running") return true;
  return job.media.state === "pending" || job.media.state === "saving";
}
