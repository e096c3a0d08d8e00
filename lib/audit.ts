/** The audit log's words, and how it travels. */
import * as z from "zod/mini";
import type { Faults } from "./faults.ts";
import { faults as english } from "./text/en/faults.ts";

export const auditActions = [
  "sign_in",
  "sign_in_failed",
  "sign_out",
  "jobs_submitted",
  "job_canceled",
  "job_ruled",
  "job_trashed",
  "job_restored",
  "person_added",
  "person_removed",
  "person_revoked",
  "person_readmitted",
  "role_changed",
  "passcode_made",
  "caps_changed",
  "dispatch_paused",
  "dispatch_resumed",
  "token_made",
  "token_revoked",
  "share_made",
  "share_revoked",
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditColumns = ["at", "actor", "action", "subject", "detail"] as const;

export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.string(),
  /** Null: where nobody signs in, or what happened by itself. */
  actor: z.nullable(z.string()),
  action: z.enum(auditActions),
  subject: z.nullable(z.string()),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), next_cursor: z.nullable(z.string()) });
export type AuditPage = z.infer<typeof auditPageSchema>;

/** The query of `GET /api/audit`. The cursor is the last id of the page before. */
export function auditQuerySchema(faults: Faults = english) {
  const limit = z.coerce
    .number(faults.notNumber)
    .check(z.int(faults.notWhole), z.minimum(1, faults.atLeast(1)), z.maximum(200, faults.atMost(200)));
  const cursor = z.string().check(z.regex(/^[0-9a-f-]{36}$/, faults.list.cursor));
  return z.strictObject({ cursor: z.optional(cursor), limit: z.optional(limit) });
}
export type AuditQuery = z.infer<ReturnType<typeof auditQuerySchema>>;
