/**
 * How this installation is doing, for whoever runs it. Only reads, and asks the relay nothing: that would come out of the
 * budget of calls. Never holds a secret, a prompt or a person's name.
 */
import { sql } from "kysely";
import type { Status } from "#lib/status.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { type Config, config } from "../config.ts";
import type { Store } from "../database/store.ts";
import { callsNow } from "../jobs/budget.ts";
import { readDispatch } from "../jobs/dispatch.ts";
import { readFacts } from "../jobs/facts.ts";
import { madeRoomAt } from "../jobs/retention.ts";
import { freeBytesOf } from "../media/room.ts";
import { pulse } from "../worker/loop.ts";
import { settingsInForce } from "./settings.ts";

/** The loop turns once a second. */
const standsStillMs = 60_000;
const lowBytes = 1_000_000_000;
/** How long it is said that videos had to go. */
const roomNewsMs = 24 * 60 * 60_000;

export async function readStatus(store: Store, settings: Config = config()): Promise<Status> {
  const [facts, dispatch, budget, freeBytes, roomAt] = await Promise.all([
    readFacts(store),
    readDispatch(store),
    callsNow(store, 0),
    freeBytesOf(settings),
    madeRoomAt(store),
  ]);
  const answered = await timeDatabase(store);
  const { lastTickAtMs } = pulse();
  const isStill = settings.worker === "on" && (lastTickAtMs === null || store.now() - lastTickAtMs > standsStillMs);
  const troubles: Status["troubles"] = [];
  if (isStill) troubles.push("worker_stopped");
  if (dispatch.trouble !== null) troubles.push("relay_unreachable");
  if (dispatch.paused) troubles.push("dispatch_paused");
  if (freeBytes !== null && freeBytes < Math.max(lowBytes, settings.media.maxBytes)) troubles.push("storage_low");
  const { days, floorBytes } = settings.retention;
  const isBelowFloor = floorBytes !== null && freeBytes !== null && freeBytes < floorBytes;
  if (isBelowFloor || (roomAt !== null && store.now() - roomAt < roomNewsMs)) troubles.push("disk_floor");
  if (settings.isEphemeral) troubles.push("ephemeral");
  if (facts.media.lost > 0) troubles.push("media_lost");
  const { queued, submitting, running, unknown } = facts.byStatus;
  return {
    state: isStill ? "failing" : troubles.length > 0 ? "attention" : "ok",
    troubles,
    version: packageJson.version,
    node: process.version,
    mode: settings.mode,
    worker: { setting: settings.worker, last_tick_at: isoOrNull(lastTickAtMs) },
    database: { kind: store.kind, answered_in_ms: answered },
    relay: {
      state: dispatch.trouble !== null ? "unreachable" : facts.relaySeenAt === null ? "never_asked" : "reachable",
      last_seen_at: isoOrNull(facts.relaySeenAt),
      words: dispatch.trouble?.message ?? dispatch.message,
      calls_per_minute: settings.relay.requestsPerMinute,
      calls_free: budget.free,
    },
    dispatch: { paused: dispatch.paused, reason: dispatch.reason },
    queue: { queued, oldest_queued_seconds: inSeconds(facts.oldestQueuedMs), submitting, running, unknown },
    storage: {
      kind: settings.media.place.kind,
      videos: facts.media.saved,
      bytes: facts.media.savedBytes,
      waiting: facts.media.waiting,
      lost: facts.media.lost,
      free_bytes: freeBytes,
      retention_days: days,
      floor_bytes: floorBytes,
      removed: facts.media.removed,
      removed_soon: facts.media.removedSoon,
      made_room_at: isoOrNull(roomAt),
    },
    settings: settingsInForce(settings),
  };
}

async function timeDatabase({ db }: Store): Promise<number> {
  const startedAt = performance.now();
  await sql`select 1 from dispatch`.execute(db);
  return Math.round((performance.now() - startedAt) * 10) / 10;
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Math.round(ms / 1_000));
}
