/**
 * The environment, parsed once, all faults reported at once. Holds everything but the keys, which only
 * `relay/client.ts` and `media/s3-client.ts` read: a settings object gets logged and passed around, a key must not.
 */
import { join, resolve } from "node:path";
import type * as z from "zod/mini";
import type { Limits } from "#lib/job.ts";
import { type Access, type Reach, readAccess } from "./access-settings.ts";
import { hide } from "./hidden.ts";
import { readWebhook, type Webhook } from "./webhook-settings.ts";
import { type MediaPlace, readMediaPlace } from "./media-place.ts";
import { once } from "./once.ts";
import { platformFaults, readPlatform } from "./platform.ts";
import { type DatabasePlace, defaultDataDir, environmentSchema, reachSchema } from "./settings-schema.ts";

export interface Config {
  mode: "demo" | "live";
  limits: Limits;
  relay: {
    /** Without a trailing slash; null in demo mode. */
    baseUrl: string | null;
    requestsPerMinute: number;
    maxConcurrentCreates: number;
    pollFirstMs: number;
    pollIntervalMs: number;
    createTimeoutMs: number;
  };
  dataDir: string;
  database: DatabasePlace;
  media: { place: MediaPlace; maxBytes: number; allowedHosts: readonly string[] };
  /** Which videos are removed; null: none for that reason. */
  retention: { days: number | null; floorBytes: number | null };
  host: string;
  port: number;
  appOrigin: string;
  access: Access;
  caps: Caps;
  /** `request`: work is done after requests and by ticks, and no loop runs. */
  worker: "on" | "off" | "request";
  /** What a tick carries; null: nothing ticks here. */
  cronSecret: (() => string) | null;
  /** What a scraper of the metrics carries; null: only admins see them. */
  metricsToken: (() => string) | null;
  /** Who is told when a job ends; null: nobody. */
  webhook: Webhook | null;
  webhookAllowedHosts: readonly string[];
  /** Jobs or videos are gone when the platform ends this process. Only in demo mode. */
  isEphemeral: boolean;
}

/** How many jobs a day may see; null: as many as people like. An admin can set others on the page. */
export interface Caps {
  perDay: number | null;
  perPersonPerDay: number | null;
  /** Where a day begins at midnight. */
  timeZone: string;
  /** What a job costs, for people to read only; null when nobody said. */
  price: { amount: number; currency: string } | null;
}

/** Every bad setting as one line, `NAME: what is wrong`. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`Bad settings:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "ConfigError";
    this.faults = faults;
  }
}

export function config(): Config {
  return once("config", () => parseConfig(process.env));
}

/** @throws {ConfigError} naming every bad setting. An empty variable counts as unset. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const platform = readPlatform(set);
  const given = { ...platform.defaults, ...set };
  const parsed = environmentSchema.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path[0]?.toString() ?? "settings"}: ${issue.message}`);
  for (const [name, other] of [
    ["RELAY_BASE_URL", "RELAY_API_KEY"],
    ["RELAY_API_KEY", "RELAY_BASE_URL"],
  ] as const) {
    if (given[name] !== undefined && given[other] === undefined)
      faults.push(`${other}: must be set when ${name} is; set both for live mode, neither for demo mode`);
  }
  faults.push(...platformFaults(given, platform));
  const media = readMediaPlace(given, resolve(given["DATA_DIR"] ?? defaultDataDir));
  faults.push(...media.faults);
  if (media.place.kind === "bucket" && given["DISK_FLOOR_BYTES"] !== undefined)
    faults.push(
      "DISK_FLOOR_BYTES: must not be set when MEDIA_URL is a bucket, which does not say how much room is left",
    );
  const { webhook, faults: webhookFaults } = readWebhook(given);
  faults.push(...webhookFaults);
  const reach = reachOf(given);
  const access = readAccess(given, reach);
  faults.push(...access.faults);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const settings = fromSettings(parsed.data, media.place, access.access, reach.appOrigin);
  const isLasting = settings.database.kind === "postgres" && settings.media.place.kind === "bucket";
  return { ...settings, webhook, isEphemeral: platform.isServerless && !isLasting };
}

/** Where the server is reached; when that is badly set, which is said with the rest, nothing else is judged by it. */
function reachOf(given: Readonly<Record<string, string | undefined>>): Reach {
  const parsed = reachSchema.safeParse(given);
  const { HOST: host, PORT: port, APP_ORIGIN: origin } = parsed.success ? parsed.data : reachSchema.parse({});
  const appOrigin = origin ?? `http://${bracketed(host)}:${port}`;
  return { host, appOrigin, isLive: given["RELAY_API_KEY"] !== undefined };
}

function fromSettings(
  settings: z.infer<typeof environmentSchema>,
  place: MediaPlace,
  access: Access,
  appOrigin: string,
): Omit<Config, "isEphemeral" | "webhook"> {
  const mode = settings.RELAY_BASE_URL === undefined ? "demo" : "live";
  // The demo's relay makes a clip in seconds and has no limits; asking it every ten seconds would only make people wait.
  const pollDefaultsMs = mode === "demo" ? { first: 2_000, interval: 1_500 } : { first: 15_000, interval: 10_000 };
  // At that pace one slow job alone would use most of a live relay's budget, and every other job would stand still.
  const requestsPerMinuteDefault = mode === "demo" ? 1_200 : 60;
  const dataDir = resolve(settings.DATA_DIR);
  return {
    mode,
    limits: {
      model: settings.RELAY_MODEL,
      aspect_ratios: settings.RELAY_ASPECT_RATIOS,
      sizes: settings.RELAY_SIZES,
      max_images: settings.RELAY_MAX_IMAGES,
      prompt_max: settings.RELAY_PROMPT_MAX,
    },
    relay: {
      baseUrl: settings.RELAY_BASE_URL ?? null,
      requestsPerMinute: settings.RELAY_REQUESTS_PER_MINUTE ?? requestsPerMinuteDefault,
      maxConcurrentCreates: settings.RELAY_MAX_CONCURRENT_CREATES,
      pollFirstMs: settings.RELAY_POLL_FIRST_MS ?? pollDefaultsMs.first,
      pollIntervalMs: settings.RELAY_POLL_INTERVAL_MS ?? pollDefaultsMs.interval,
      createTimeoutMs: settings.RELAY_CREATE_TIMEOUT_MS,
    },
    dataDir,
    database: settings.DATABASE_URL ?? { kind: "sqlite", file: join(dataDir, "clipdesk.sqlite") },
    media: {
      place,
      maxBytes: settings.MEDIA_MAX_BYTES,
      allowedHosts: settings.MEDIA_ALLOWED_HOSTS,
    },
    retention: { days: settings.RETENTION_DAYS ?? null, floorBytes: settings.DISK_FLOOR_BYTES ?? null },
    host: settings.HOST,
    port: settings.PORT,
    appOrigin,
    access,
    caps: {
      perDay: settings.CAP_JOBS_PER_DAY ?? null,
      perPersonPerDay: settings.CAP_JOBS_PER_PERSON_PER_DAY ?? null,
      timeZone: settings.CAP_TIME_ZONE,
      price: settings.PRICE_PER_JOB ?? null,
    },
    worker: settings.WORKER,
    webhookAllowedHosts: settings.WEBHOOK_ALLOWED_HOSTS,
    cronSecret: secretOf(settings.CRON_SECRET),
    metricsToken: secretOf(settings.METRICS_TOKEN),
  };
}

/** A function shows it to nobody who prints the settings. */
function secretOf(given: string | undefined): (() => string) | null {
  if (given === undefined) return null;
  hide(given);
  return () => given;
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
