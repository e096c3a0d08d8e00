/**
 * The environment, parsed once, all faults reported at once. Holds everything but the keys, which only
 * `relay/client.ts` and `media/s3-client.ts` read: a settings object gets logged and passed around, a key must not.
 */
import { join, resolve } from "node:path";
import * as z from "zod/mini";
import type { Limits } from "#lib/job.ts";
import { httpUrl } from "./http-url.ts";
import { type MediaPlace, readMediaPlace } from "./media-place.ts";
import { once } from "./once.ts";

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
  /** Where the data is. The address of a Postgres holds a password: a function shows it to nobody who prints this. */
  database: { kind: "sqlite"; file: string } | { kind: "postgres"; url: () => string };
  media: { place: MediaPlace; maxBytes: number; allowedHosts: readonly string[] };
  host: string;
  port: number;
  appOrigin: string;
  worker: "on" | "off";
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
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
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
  const media = readMediaPlace(given, resolve(given["DATA_DIR"] ?? defaultDataDir));
  faults.push(...media.faults);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return fromSettings(parsed.data, media.place);
}

function fromSettings(settings: z.infer<typeof environmentSchema>, place: MediaPlace): Config {
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
    host: settings.HOST,
    port: settings.PORT,
    appOrigin: settings.APP_ORIGIN ?? `http://${bracketed(settings.HOST)}:${settings.PORT}`,
    worker: settings.WORKER,
  };
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

const wholeNumber = (min: number, max: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,15}$/, `must be a whole number from ${min} to ${max}`)),
    z.pipe(z.transform(Number), z.number().check(z.minimum(min, `at least ${min}`), z.maximum(max, `at most ${max}`))),
  );

const postgresPattern = /^postgres(ql)?:\/\//i;
/** What `pg` knows of; it takes another word for none, and the connection would go out without TLS. */
const sslModes = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

/** Its faults never repeat what was given, which holds a password. */
const databaseUrl = z.pipe(
  z.string().check(
    z.refine((text) => /^file:./.test(text) || postgresPattern.test(text), {
      error: "must be postgres://USER:PASSWORD@HOST:PORT/NAME, or a SQLite file as file:PATH",
      abort: true,
    }),
    z.refine((text) => !postgresPattern.test(text) || (URL.canParse(text) && !text.includes("#")), {
      error: "is not an address; signs such as # / ? @ in a user name or password are written as %23 %2F %3F %40",
      abort: true,
    }),
    z.refine(
      (text) => !postgresPattern.test(text) || new URL(text).pathname.length > 1,
      "must name the database after the host, as in postgres://HOST/NAME",
    ),
    z.refine(
      (text) => {
        const sslMode = postgresPattern.test(text) ? new URL(text).searchParams.get("sslmode") : null;
        return sslMode === null || sslModes.includes(sslMode);
      },
      `sslmode must be one of ${sslModes.join(", ")}`,
    ),
  ),
  z.transform((text: string): Config["database"] =>
    postgresPattern.test(text)
      ? { kind: "postgres", url: () => text }
      : { kind: "sqlite", file: resolve(text.replace(/^file:(\/\/(?=\/))?/, "")) },
  ),
);

const words = (pattern: RegExp, message: string) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string) =>
        text
          .split(",")
          .map((word) => word.trim())
          .filter((word) => word !== ""),
      ),
    ),
    z.array(z.string().check(z.regex(pattern, message))).check(z.minLength(1, "must list at least one value")),
  );

const defaultDataDir = "./data";
/** A host name, IPv4 address or bracketed IPv6 address, with or without a port. */
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;
/** A key travels in a header, so a line break or a space in it is a copying mistake that would fail every call. */
const keyPattern = /^[\x21-\x7e]+$/;

const environmentSchema = z.object({
  RELAY_BASE_URL: z.optional(httpUrl),
  // Checked here so that a bad key stops the start, and dropped by fromSettings: see the file's first comment.
  RELAY_API_KEY: z.optional(z.string().check(z.regex(keyPattern, "must be one word of visible ASCII characters"))),
  RELAY_MODEL: z._default(z.string().check(z.maxLength(200, "at most 200 characters")), "jimeng-video-3.0"),
  RELAY_ASPECT_RATIOS: z._default(words(/^[1-9]\d{0,3}:[1-9]\d{0,3}$/, "must be ratios such as 2:3,3:2,1:1"), [
    "2:3",
    "3:2",
    "1:1",
  ]),
  RELAY_SIZES: z._default(words(/^[0-9A-Za-z]{1,20}$/, "must be words such as 720P,1080P"), ["720P"]),
  RELAY_MAX_IMAGES: z._default(wholeNumber(0, 20), 4),
  RELAY_PROMPT_MAX: z._default(wholeNumber(1, 10_000), 800),
  RELAY_REQUESTS_PER_MINUTE: z.optional(wholeNumber(1, 60_000)),
  RELAY_MAX_CONCURRENT_CREATES: z._default(wholeNumber(1, 100), 2),
  RELAY_POLL_FIRST_MS: z.optional(wholeNumber(0, 600_000)),
  RELAY_POLL_INTERVAL_MS: z.optional(wholeNumber(50, 600_000)),
  RELAY_CREATE_TIMEOUT_MS: z._default(wholeNumber(100, 3_600_000), 120_000),
  DATABASE_URL: z.optional(databaseUrl),
  DATA_DIR: z._default(z.string(), defaultDataDir),
  MEDIA_ALLOWED_HOSTS: z._default(words(hostPattern, "must be hosts such as cdn.example.com,127.0.0.1:9000"), []),
  MEDIA_MAX_BYTES: z._default(wholeNumber(1, Number.MAX_SAFE_INTEGER), 2_147_483_648),
  HOST: z._default(
    z.string().check(z.regex(/^[0-9A-Za-z.:_-]+$/, "must be a host name or an IP address")),
    "127.0.0.1",
  ),
  PORT: z._default(wholeNumber(1, 65_535), 3000),
  APP_ORIGIN: z.optional(
    z.pipe(
      httpUrl,
      z
        .string()
        .check(
          z.refine(
            (text) => new URL(text).origin === text.toLowerCase(),
            "must be an origin such as https://clips.example.com",
          ),
        ),
    ),
  ),
  WORKER: z._default(z.enum(["on", "off"], "must be on or off"), "on"),
});
