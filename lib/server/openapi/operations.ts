/** The calls of the public API, each with the schemas that its handler judges by. */
import { newTokenSchema } from "#lib/api-token.ts";
import {
  archiveQuerySchema,
  changesQuerySchema,
  dispatchChangeSchema,
  type Limits,
  listQuerySchema,
  resolutionSchema,
  retrySchema,
  submissionSchema,
} from "#lib/job.ts";
import { frontCreateSchema, frontQuerySchema } from "#lib/relay-front.ts";
import { newShareSchema } from "#lib/share.ts";
import type { OperationName } from "#lib/text/en/api-docs.ts";
import type { Operation } from "./operation.ts";

const job = { 200: { json: "Job" } } as const;
const jobsMade = { 200: { json: "Jobs" }, 201: { json: "Jobs" } } as const;
const done = { 204: "nothing" } as const;
const bodyProblems = ["invalid_fields", "invalid_json", "not_json", "too_large"] as const;
const ownProblems = ["not_found", "not_yours"] as const;
const fileProblems = ["not_found", "range_not_satisfiable", "storage_unavailable"] as const;
const video = { 200: { bytes: "video/mp4" }, 206: { bytes: "video/mp4" } } as const;
const poster = { 200: { bytes: "image/*" }, 206: { bytes: "image/*" } } as const;

export function operations(limits: Limits): Record<OperationName, Operation> {
  return {
    "POST /v1/video/create": {
      group: "relay",
      who: "token",
      body: frontCreateSchema(limits),
      hasIntentKey: true,
      replies: { 200: { json: "Created" } },
      problems: [...bodyProblems, "cap_reached", "intent_mismatch"],
    },
    "GET /v1/video/query": {
      group: "relay",
      who: "token",
      query: frontQuerySchema(),
      replies: { 200: { json: "Task" } },
      problems: ["invalid_query", "task_not_exist"],
    },
    "GET /v1/media/{id}/{kind}": { group: "relay", who: "signature", replies: video, problems: fileProblems },
    "GET /api/jobs": {
      group: "jobs",
      who: "member",
      query: listQuerySchema(),
      replies: { 200: { json: "JobPage" } },
      problems: ["invalid_query"],
    },
    "POST /api/jobs": {
      group: "jobs",
      who: "member",
      body: submissionSchema(limits),
      hasIntentKey: true,
      replies: jobsMade,
      problems: [...bodyProblems, "cap_reached", "intent_mismatch"],
    },
    "GET /api/jobs/changes": {
      group: "jobs",
      who: "member",
      query: changesQuerySchema(),
      replies: { 200: { json: "JobChanges" } },
      problems: ["invalid_query"],
    },
    "GET /api/jobs/{id}": {
      group: "jobs",
      who: "member",
      replies: { 200: { json: "JobDetail" } },
      problems: ["not_found"],
    },
    "GET /api/jobs/{id}/takes": {
      group: "jobs",
      who: "member",
      replies: { 200: { json: "Jobs" } },
      problems: ["not_found"],
    },
    "POST /api/jobs/{id}/retries": {
      group: "jobs",
      who: "member",
      body: retrySchema(),
      hasIntentKey: true,
      replies: jobsMade,
      problems: [
        ...bodyProblems,
        ...ownProblems,
        "not_retryable",
        "risk_not_accepted",
        "cap_reached",
        "intent_mismatch",
      ],
    },
    "POST /api/jobs/{id}/cancellation": {
      group: "jobs",
      who: "member",
      replies: job,
      problems: [...bodyProblems, ...ownProblems, "not_queued"],
    },
    "POST /api/jobs/{id}/checks": {
      group: "jobs",
      who: "member",
      replies: job,
      problems: [...bodyProblems, "not_found", "not_checkable", "budget_spent", "relay_unreachable"],
    },
    "POST /api/jobs/{id}/resolution": {
      group: "jobs",
      who: "member",
      body: resolutionSchema(),
      replies: job,
      problems: [
        ...bodyProblems,
        ...ownProblems,
        "not_unknown",
        "relay_id_taken",
        "relay_id_unknown",
        "budget_spent",
        "relay_unreachable",
      ],
    },
    "PUT /api/jobs/{id}/star": { group: "jobs", who: "member", replies: job, problems: [...bodyProblems, "not_found"] },
    "DELETE /api/jobs/{id}/star": {
      group: "jobs",
      who: "member",
      replies: job,
      problems: [...bodyProblems, "not_found"],
    },
    "DELETE /api/jobs/{id}": { group: "jobs", who: "member", replies: done, problems: ownProblems },
    "POST /api/jobs/{id}/restoration": {
      group: "jobs",
      who: "member",
      replies: job,
      problems: [...bodyProblems, ...ownProblems],
    },
    "GET /api/jobs/{id}/video": { group: "files", who: "member", replies: video, problems: fileProblems },
    "GET /api/jobs/{id}/poster": { group: "files", who: "member", replies: poster, problems: fileProblems },
    "GET /api/jobs/archive": {
      group: "files",
      who: "member",
      query: archiveQuerySchema(),
      replies: { 200: { bytes: "application/zip" } },
      problems: ["invalid_query"],
    },
    "POST /api/jobs/{id}/shares": {
      group: "shares",
      who: "member",
      body: newShareSchema(),
      replies: { 201: { json: "NewShare" } },
      problems: [...bodyProblems, ...ownProblems, "not_shareable"],
    },
    "GET /api/jobs/{id}/shares": {
      group: "shares",
      who: "member",
      replies: { 200: { json: "Shares" } },
      problems: ["not_found"],
    },
    "DELETE /api/shares/{id}": { group: "shares", who: "member", replies: done, problems: ownProblems },
    "GET /api/dispatch": { group: "desk", who: "member", replies: { 200: { json: "Dispatch" } } },
    "POST /api/dispatch": {
      group: "desk",
      who: "admin",
      body: dispatchChangeSchema(),
      replies: { 200: { json: "Dispatch" } },
      problems: bodyProblems,
    },
    "GET /api/tokens": { group: "desk", who: "member", replies: { 200: { json: "ApiTokens" } } },
    "POST /api/tokens": {
      group: "desk",
      who: "member",
      body: newTokenSchema(),
      replies: { 201: { json: "NewApiToken" } },
      problems: bodyProblems,
    },
    "DELETE /api/tokens/{id}": { group: "desk", who: "member", replies: done, problems: ["not_found"] },
    "GET /api/health": {
      group: "desk",
      who: "anyone",
      replies: { 200: { json: "Health" }, 503: { json: "Health" } },
    },
    "GET /api/openapi.json": { group: "desk", who: "member", replies: { 200: { bytes: "application/json" } } },
  };
}
