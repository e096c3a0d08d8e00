/** What `GET /api/status` tells an admin. */
import { queryOptions } from "@tanstack/react-query";
import * as z from "zod/mini";
import { read } from "./api.ts";

const time = z.nullable(z.string());

export const statusSchema = z.object({
  /** `failing`: the database does not answer, or the worker stands still. `attention`: a person should look. */
  state: z.enum(["ok", "attention", "failing"]),
  /** Why it is not `ok`. */
  troubles: z.array(
    z.enum([
      "database_down",
      "worker_stopped",
      "relay_unreachable",
      "dispatch_paused",
      "storage_low",
      "disk_floor",
      "ephemeral",
      "media_lost",
    ]),
  ),
  version: z.string(),
  node: z.string(),
  mode: z.enum(["demo", "live"]),
  worker: z.object({ setting: z.enum(["on", "off", "request"]), last_tick_at: time }),
  database: z.object({
    kind: z.enum(["sqlite", "postgres"]),
    /** Null: it does not answer. */ answered_in_ms: z.nullable(z.number()),
  }),
  // What only the database knows is null while it does not answer.
  relay: z.nullable(
    z.object({
      /** Told from the last calls; nothing is sent to find out. */
      state: z.enum(["reachable", "unreachable", "never_asked"]),
      last_seen_at: time,
      words: z.nullable(z.string()),
      calls_per_minute: z.number(),
      calls_free: z.number(),
    }),
  ),
  dispatch: z.nullable(
    z.object({ paused: z.boolean(), reason: z.nullable(z.enum(["operator", "account", "breaker"])) }),
  ),
  queue: z.nullable(
    z.object({
      queued: z.number(),
      oldest_queued_seconds: z.nullable(z.number()),
      submitting: z.number(),
      running: z.number(),
      unknown: z.number(),
    }),
  ),
  storage: z.object({
    kind: z.enum(["folder", "bucket"]),
    /** Null where nobody can tell: a bucket. */
    free_bytes: z.nullable(z.number()),
    /** What the settings keep; null: for ever, and without regard to the room. */
    retention_days: z.nullable(z.number()),
    floor_bytes: z.nullable(z.number()),
    media: z.nullable(
      z.object({
        videos: z.number(),
        bytes: z.number(),
        waiting: z.number(),
        lost: z.number(),
        removed: z.number(),
        /** Will be removed within seven days, unless they are starred. */
        removed_soon: z.number(),
        /** When a video last had to go for want of room. */
        made_room_at: time,
      }),
    ),
  }),
  /** A setting and what holds; a secret is only said to be set. */
  settings: z.array(z.object({ name: z.string(), value: z.nullable(z.string()) })),
});

export type Status = z.infer<typeof statusSchema>;

export function statusQuery() {
  return queryOptions({
    queryKey: ["status"] as const,
    queryFn: ({ signal }) => read(() => statusSchema, "/api/status", signal),
    refetchInterval: 10_000,
  });
}
