/** The relay's own two calls as this server answers them: the document's fields and words, no others. */
import * as z from "zod/mini";
import type { Faults } from "./faults.ts";
import { type Limits, requestFields } from "./submission.ts";
import { faults as english } from "./text/en/faults.ts";

/** The body of `POST /v1/video/create`: all five fields, as the relay's document asks for them. */
export function frontCreateSchema(limits: Limits, faults: Faults = english) {
  return z.strictObject(requestFields(limits, faults), faults.notObject);
}

/** The query of `GET /v1/video/query`. */
export function frontQuerySchema({ notObject, notText, front }: Faults = english) {
  return z.strictObject({ id: z.string(notText).check(z.minLength(1, front.noId)) }, notObject);
}

/** The relay's words for how a task stands; this server uses these four. */
export const frontStatuses = ["pending", "processing", "completed", "failed"] as const;
export type FrontStatus = (typeof frontStatuses)[number];

export const frontErrorSchema = z.object({
  message: z.string(),
  type: z.string(),
  code: z.string(),
  /** The field that is at fault. */
  param: z.nullable(z.string()),
});
export type FrontError = z.infer<typeof frontErrorSchema>;
export const frontProblemSchema = z.object({ error: frontErrorSchema });

export const frontCreatedSchema = z.object({
  id: z.string(),
  status: z.enum(frontStatuses),
  /** Milliseconds since 1970. */
  status_update_time: z.number(),
});
export type FrontCreated = z.infer<typeof frontCreatedSchema>;

export const frontTaskSchema = z.extend(frontCreatedSchema, {
  /** A signed address of this server, good for 24 hours; each query gives a fresh one. */
  video_url: z.nullable(z.string()),
  thumbnail_url: z.optional(z.string()),
  /** A percentage, where the relay gave one. */
  progress: z.optional(z.number()),
  error: z.optional(frontErrorSchema),
});
export type FrontTask = z.infer<typeof frontTaskSchema>;
