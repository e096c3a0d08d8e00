/** What the audit log can hold. */

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
