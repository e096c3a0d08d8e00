/** The status page. Comes with that page and with no other. */
import type { Status } from "../../status.ts";

export const status = {
  title: "Status",
  states: {
    ok: "Everything is as it should be.",
    attention: "It works; somebody should look at this:",
    failing: "It does not work as it should:",
  } satisfies Record<Status["state"], string>,
  troubles: {
    database_down: "The database does not answer. What only it knows is missing below.",
    worker_stopped: "The worker of this process stands still.",
    relay_unreachable: "The relay could not be reached at the last call.",
    dispatch_paused: "Submissions are paused.",
    storage_low: "There is little room left for videos.",
    disk_floor: "The disk was or is below DISK_FLOOR_BYTES: the oldest videos without a star are being removed.",
    ephemeral: "Nothing lasts here: set DATABASE_URL and MEDIA_URL.",
    media_lost: "Some finished videos could not be kept; their jobs say why.",
  } satisfies Record<Status["troubles"][number], string>,
  sections: {
    server: "Server",
    queue: "Jobs",
    relay: "Relay",
    storage: "Videos",
    settings: "Settings",
  },
  names: {
    version: "Version",
    node: "Node",
    mode: "Mode",
    worker: "Worker",
    lastTick: "Last looked for work",
    database: "Database",
    queued: "Waiting",
    oldest: "Longest wait",
    submitting: "Being submitted",
    running: "With the relay",
    unknown: "To be settled by a person",
    reachable: "Reachable",
    lastSeen: "Last heard of",
    words: "Its words",
    calls: "Calls left this minute",
    kept: "Kept",
    room: "Room left",
    waiting: "Still to be kept",
    lost: "Could not be kept",
    removed: "Removed by these settings",
    soon: "Announced for removal",
    madeRoom: "Last removed for want of room",
  },
  modes: { demo: "demo", live: "live" } satisfies Record<Status["mode"], string>,
  workers: {
    on: "runs here",
    off: "off: another process works",
    request: "works after requests and at ticks",
  } satisfies Record<Status["worker"]["setting"], string>,
  relays: { reachable: "yes", unreachable: "no", never_asked: "not asked yet" } satisfies Record<
    NonNullable<Status["relay"]>["state"],
    string
  >,
  database: (kind: string, ms: number | null) =>
    `${kind === "sqlite" ? "SQLite" : "Postgres"}, ${ms === null ? "does not answer" : `answers in ${ms} ms`}`,
  seconds: (seconds: number) => `${seconds} s`,
  calls: (free: number, all: number) => `${free} of ${all}`,
  kept: (videos: number, size: string) => `${videos} ${videos === 1 ? "video" : "videos"}, ${size}`,
  soon: (videos: number) =>
    videos === 0
      ? "none"
      : `${videos} ${videos === 1 ? "video" : "videos"} will be removed within 7 days, unless starred`,
  notSet: "not set",
  never: "never",
  cannotTell: "a bucket does not tell",
};

export type StatusText = typeof status;
