/** A link to one video, for people who do not sign in: what may be asked for, and how it travels. */
import * as z from "zod/mini";
import type { Faults } from "./faults.ts";
import { faults as english } from "./text/en/faults.ts";

/** How long a link may live. */
export const shareDays = [1, 7, 30] as const;
export type ShareDays = (typeof shareDays)[number];
export const defaultShareDays: ShareDays = 7;

/** The body of `POST /api/jobs/{id}/shares`. */
export function newShareSchema({ share, notObject }: Faults = english) {
  return z.strictObject({ days: z.optional(z.literal(shareDays, share.days(shareDays.join(", ")))) }, notObject);
}

export const shareSchema = z.object({
  id: z.string(),
  job_id: z.string(),
  created_by: z.nullable(z.string()),
  created_at: z.string(),
  expires_at: z.string(),
});
export type Share = z.infer<typeof shareSchema>;

export const sharesReplySchema = z.object({ shares: z.array(shareSchema) });
/** The link is shown once, when it is made: only a hash of its token is kept. */
export const newShareReplySchema = z.object({ share: shareSchema, url: z.string() });
export type NewShare = z.infer<typeof newShareReplySchema>;
