/** What the document says of one call. Knows no call. */
import type * as z from "zod/mini";
import type { ProblemCode } from "#lib/problem.ts";
import type { ReplyName } from "./replies.ts";

export const groups = ["relay", "jobs", "files", "shares", "desk"] as const;
export type Group = (typeof groups)[number];

/** Who may call: see `route` and `frontRoute`. A signed address is a permission by itself. */
export type Caller = "anyone" | "member" | "admin" | "token" | "signature";

export interface Operation {
  group: Group;
  who: Caller;
  /** Of the answers that go well: a named shape in JSON, bytes of a type, or nothing. */
  replies: Readonly<Record<number, { json: ReplyName } | { bytes: string } | "nothing">>;
  /** Beside those that every call has: no session or token, another site, a fault of ours. */
  problems?: readonly ProblemCode[];
  query?: z.ZodMiniType;
  body?: z.ZodMiniType;
  /** Takes an `Idempotency-Key`. */
  hasIntentKey?: true;
}
