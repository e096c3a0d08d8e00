/**
 * What a job is and what may be asked about it. One schema serves the page, the route handlers and the types; names are
 * the relay's own (snake_case), on the wire as in the database. What people send is judged in their language, so those
 * schemas are made with its words. The plain words and their table stand in job-words.ts, a new job's in submission.ts.
 */
import * as z from "zod/mini";
import type { Faults } from "./faults.ts";
import {
  charges,
  eventTypes,
  isJobStatus,
  jobStatuses,
  listLimit,
  maxArchived,
  mediaStates,
  searchMax,
} from "./job-words.ts";
import { faults as english } from "./text/en/faults.ts";

export { submissionSchema } from "./submission.ts";
export type { Limits, Submission } from "./submission.ts";
export { can, isJobStatus, isMoving, jobStatuses, listLimit, maxChanges, maxCount, promptLength } from "./job-words.ts";
export type { Charged, JobAction, JobEventType, JobStatus, MediaState } from "./job-words.ts";

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
    /** From then on this installation may remove the video, unless it is starred. */
    keep_until: nullableTime,
    /** When this installation removed the video; then `state` is `expired`, and nobody has it any more. */
    removed_at: nullableTime,
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

export const jobTotalsSchema = z.object({ starred: z.number(), trashed: z.number() });
export type JobTotals = z.infer<typeof jobTotalsSchema>;

/** How long a video usually takes here, from the paid call to its end; null until enough were seen. */
const usualSchema = z.nullable(z.object({ from_seconds: z.number(), to_seconds: z.number() }));
export type Usual = z.infer<typeof usualSchema>;

/** What every answer about the list says of the whole of it. Counts are those outside the trash. */
const standing = {
  counts: jobCountsSchema,
  totals: jobTotalsSchema,
  usual: usualSchema,
  /** Names this state of the list, for `GET /api/jobs/changes`. */
  version: z.string(),
};

/** Who has made jobs. */
export const makersReplySchema = z.object({ makers: z.array(z.string()) });

export const jobsReplySchema = z.object({ jobs: z.array(jobSchema) });
export const jobPageSchema = z.object({ jobs: z.array(jobSchema), next_cursor: z.nullable(z.string()), ...standing });
export type JobPage = z.infer<typeof jobPageSchema>;

/** What a running job's polls alone bring: it must not travel again each time that the relay was asked. */
const glimpseSchema = z.object({
  relay_seen_at: nullableTime,
  relay_status: z.nullable(z.string()),
  progress: z.nullable(z.number()),
  overdue: z.boolean(),
});
export type Glimpse = z.infer<typeof glimpseSchema>;

/** What has changed since a version of the list. When it is not complete, the pages have to be read again. */
export const jobChangesSchema = z.object({
  jobs: z.array(jobSchema),
  /** By id: jobs of which nothing else is new. */
  seen: z.record(z.string(), glimpseSchema),
  is_complete: z.boolean(),
  ...standing,
});
export type JobChanges = z.infer<typeof jobChangesSchema>;

export const jobDetailSchema = z.object({ job: jobSchema, events: z.array(jobEventSchema) });
export type JobDetail = z.infer<typeof jobDetailSchema>;

/** The query of `GET /api/jobs`. `status` takes several words, separated by commas. */
export function listQuerySchema(faults: Faults = english) {
  const { list, notText, notTrue, notWhole, tooLong } = faults;
  const limit = z.coerce
    .number(faults.notNumber)
    .check(z.int(notWhole), z.minimum(1, faults.atLeast(1)), z.maximum(listLimit.max, faults.atMost(listLimit.max)));
  return z.strictObject(
    {
      status: z.optional(z.string(notText).check(z.refine(isStatusList, list.status(jobStatuses.join(", "))))),
      q: z.optional(z.string(notText).check(z.maxLength(searchMax, tooLong(searchMax)))),
      starred: z.optional(z.literal("true", notTrue)),
      /** The trash alone; else what is outside it. */
      trashed: z.optional(z.literal("true", notTrue)),
      batch: z.optional(z.string(list.batch).check(z.regex(idPattern, list.batch))),
      /** Whoever made them. */
      by: z.optional(z.string(notText).check(z.maxLength(searchMax, tooLong(searchMax)))),
      cursor: z.optional(z.string(list.cursor).check(z.regex(idPattern, list.cursor))),
      limit: z.optional(limit),
    },
    faults.notObject,
  );
}
export type ListQuery = z.infer<ReturnType<typeof listQuerySchema>>;

const idPattern = /^[0-9a-f-]{36}$/;

function isStatusList(text: string): boolean {
  return text === "" || text.split(",").every(isJobStatus);
}

/** The query of `GET /api/jobs/changes`. */
export function changesQuerySchema({ list, notObject }: Faults = english) {
  const since = z.string(list.version).check(z.regex(/^[0-9a-z.]{1,4000}$/, list.version));
  return z.strictObject({ since }, notObject);
}

/** The query of `GET /api/jobs/archive`: ids, separated by commas. */
export function archiveQuerySchema({ list, notObject }: Faults = english) {
  const ids = z.string(list.noIds).check(
    z.minLength(1, { error: list.noIds, abort: true }),
    z.refine((text) => text.split(",").every((id) => idPattern.test(id)), { error: list.ids, abort: true }),
    z.refine((text) => text.split(",").length <= maxArchived, list.tooManyIds(maxArchived)),
  );
  return z.strictObject({ ids }, notObject);
}

export function retrySchema({ notBoolean, notObject }: Faults = english) {
  return z.strictObject({ accept_risk: z.optional(z.boolean(notBoolean)) }, notObject);
}

export function resolutionSchema({ relayId, notText, tooLong, outcome }: Faults = english) {
  const relay_id = z
    .string(notText)
    .check(z.minLength(1, relayId.missing), z.maxLength(512, tooLong(512)), z.regex(/^\S+$/, relayId.spaces));
  const created = z.strictObject({ outcome: z.literal("created"), relay_id });
  const notCreated = z.strictObject({ outcome: z.literal("not_created") });
  return z.discriminatedUnion("outcome", [created, notCreated], outcome);
}
export type Resolution = z.infer<ReturnType<typeof resolutionSchema>>;

export function dispatchChangeSchema({ notBoolean, notObject }: Faults = english) {
  return z.strictObject({ paused: z.boolean(notBoolean) }, notObject);
}

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
