/** The shapes that answers of the public API have, by the names that the document gives them. */
import * as z from "zod/mini";
import { apiTokenSchema, newTokenReplySchema, tokensReplySchema } from "#lib/api-token.ts";
import {
  dispatchSchema,
  jobChangesSchema,
  jobDetailSchema,
  jobEventSchema,
  jobPageSchema,
  jobSchema,
  jobsReplySchema,
  problemSchema,
} from "#lib/job.ts";
import { frontCreatedSchema, frontProblemSchema, frontTaskSchema } from "#lib/relay-front.ts";
import { newShareReplySchema, shareSchema, sharesReplySchema } from "#lib/share.ts";

const healthSchema = z.object({
  status: z.enum(["ok", "failing"]),
  mode: z.enum(["demo", "live"]),
  database: z.enum(["sqlite", "postgres"]),
  version: z.string(),
  worker: z.object({ last_tick_at: z.nullable(z.string()) }),
});

export const replies = {
  Job: jobSchema,
  JobEvent: jobEventSchema,
  JobDetail: jobDetailSchema,
  Jobs: jobsReplySchema,
  JobPage: jobPageSchema,
  JobChanges: jobChangesSchema,
  Dispatch: dispatchSchema,
  Health: healthSchema,
  Share: shareSchema,
  Shares: sharesReplySchema,
  NewShare: newShareReplySchema,
  ApiToken: apiTokenSchema,
  ApiTokens: tokensReplySchema,
  NewApiToken: newTokenReplySchema,
  Problem: problemSchema,
  Created: frontCreatedSchema,
  Task: frontTaskSchema,
  RelayProblem: frontProblemSchema,
} as const satisfies Record<string, z.ZodMiniType>;
export type ReplyName = keyof typeof replies;
