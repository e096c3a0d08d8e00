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
import { log } from "../log.ts";
import { freeBytesOf } from "../media/room.ts";
import { pulse } from "../worker/loop.ts";
import { settingsInForce } from "./settings.ts";

/** The loop turns once a second. */
const standsStillMs = 60_000;
const lowBytes = 1_000_000_000;
/** How long it is said that videos had to go. */
const roomNewsMs = 24 * 60 * 60_000;

/** A database that does not answer is part of the answer: what is known without it is told all the same. */
export async function readStatus(store: Store, settings: Config = config()): Promise<Status> {
  const answered = await timeDatabase(store);
  const [known, freeBytes] = await Promise.all([answered === null ? null : readKnown(store), freeBytesOf(settings)]);
  const { lastTickAtMs } = pulse();
  const isStill = settings.worker === "on" && (lastTickAtMs === null || store.now() - lastTickAtMs > standsStillMs);
  const troubles = troublesOf(store, settings, known, freeBytes);
  if (isStill) troubles.unshift("worker_stopped");
  if (known === null) troubles.unshift("database_down");
  return {
    state: isStill || known === null ? "failing" : troubles.length > 0 ? "attention" : "ok",
    troubles,
    version: packageJson.version,
    node: process.version,
    mode: settings.mode,
    worker: { setting: settings.worker, last_tick_at: isoOrNull(lastTickAtMs) },
    database: { kind: store.kind, answered_in_ms: answered },
    ...(known === null ? { relay: null, dispatch: null, queue: null } : sectionsOf(known, settings)),
    storage: {
      kind: settings.media.place.kind,
      free_bytes: freeBytes,
      retention_days: settings.retention.days,
      floor_bytes: settings.retention.floorBytes,
      media: known === null ? null : mediaOf(known),
    },
    settings: settingsInForce(settings),
  };
}

/** What only the database knows. */
async function readKnown(store: Store) {
  const [facts, dispatch, budget, roomAt] = await Promise.all([
    readFacts(store),
    readDispatch(store),
    callsNow(store, 0),
    madeRoomAt(store),
  ]);
  return { facts, dispatch, budget, roomAt };
}
type Known = Awaited<ReturnType<typeof readKnown>>;

function troublesOf(store: Store, settings: Config, known: Known | null, freeBytes: number | null): Status["troubles"] {
  const troubles: Status["troubles"] = [];
  if (known !== null && known.dispatch.trouble !== null) troubles.push("relay_unreachable");
  if (known !== null && known.dispatch.paused) troubles.push("dispatch_paused");
  if (freeBytes !== null && freeBytes < Math.max(lowBytes, settings.media.maxBytes)) troubles.push("storage_low");
  const { floorBytes } = settings.retention;
  const isBelowFloor = floorBytes !== null && freeBytes !== null && freeBytes < floorBytes;
  const roomAt = known?.roomAt ?? null;
  if (isBelowFloor || (roomAt !== null && store.now() - roomAt < roomNewsMs)) troubles.push("disk_floor");
  if (settings.isEphemeral) troubles.push("ephemeral");
  if (known !== null && known.facts.media.lost > 0) troubles.push("media_lost");
  return troubles;
}

function sectionsOf(
  { facts, dispatch, budget }: Known,
  { relay }: Config,
): Pick<Status, "relay" | "dispatch" | "queue"> {
  const { queued, submitting, running, unknown } = facts.byStatus;
  return {
    relay: {
      state: dispatch.trouble !== null ? "unreachable" : facts.relaySeenAt === null ? "never_asked" : "reachable",
      last_seen_at: isoOrNull(facts.relaySeenAt),
      words: dispatch.trouble?.message ?? dispatch.message,
      calls_per_minute: relay.requestsPerMinute,
      calls_free: budget.free,
    },
    dispatch: { paused: dispatch.paused, reason: dispatch.reason },
    queue: { queued, oldest_queued_seconds: inSeconds(facts.oldestQueuedMs), submitting, running, unknown },
  };
}

function mediaOf({ facts: { media }, roomAt }: Known): Status["storage"]["media"] {
  return {
    videos: media.saved,
    bytes: media.savedBytes,
    waiting: media.waiting,
    lost: media.lost,
    removed: media.removed,
    removed_soon: media.removedSoon,
    made_room_at: isoOrNull(roomAt),
  };
}

/** @returns null when it does not answer */
async function timeDatabase({ db }: Store): Promise<number | null> {
  const startedAt = performance.now();
  try {
    await sql`select 1 from dispatch`.execute(db);
  } catch (error) {
    log.error("The database does not answer", error);
    return null;
  }
  return Math.round((performance.now() - startedAt) * 10) / 10;
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Math.round(ms / 1_000));
}
