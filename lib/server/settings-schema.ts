/** What each setting of the environment may hold, and what it is when nobody set it. */
import { resolve } from "node:path";
import * as z from "zod/mini";
import { httpUrl } from "./http-url.ts";

/** Where the data is. The address of a Postgres holds a password: a function shows it to nobody who prints this. */
export type DatabasePlace = { kind: "sqlite"; file: string } | { kind: "postgres"; url: () => string };

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
  z.transform((text: string): DatabasePlace =>
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

export const defaultDataDir = "./data";
/** A host name, IPv4 address or bracketed IPv6 address, with or without a port. */
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;
/** A key travels in a header, so a line break or a space in it is a copying mistake that would fail every call. */
const keyPattern = /^[\x21-\x7e]+$/;

const host = z._default(
  z.string().check(z.regex(/^[0-9A-Za-z.:_-]+$/, "must be a host name or an IP address")),
  "127.0.0.1",
);
const port = z._default(wholeNumber(1, 65_535), 3000);
const origin = z.optional(
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
);

/** Where the server is reached: read by itself too, because other settings are judged by it. */
export const reachSchema = z.object({ HOST: host, PORT: port, APP_ORIGIN: origin });

/** An amount and the code of its currency, as in `0.35 CNY`. */
const price = z.pipe(
  z.string().check(z.regex(/^\d{1,9}(\.\d{1,4})? [A-Z]{3}$/, "must be an amount and a currency such as 0.35 USD")),
  z.transform((text: string) => {
    const [amount = "", currency = ""] = text.split(" ");
    return { amount: Number(amount), currency };
  }),
);

/** Anybody may try one as often as they like, so it must be long. */
const secret = z.string().check(z.regex(/^[\x21-\x7e]{16,200}$/, "must be 16 to 200 visible ASCII characters"));

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const environmentSchema = z.object({
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
  RETENTION_DAYS: z.optional(wholeNumber(1, 36_500)),
  DISK_FLOOR_BYTES: z.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
  HOST: host,
  PORT: port,
  APP_ORIGIN: origin,
  CAP_JOBS_PER_DAY: z.optional(wholeNumber(0, 1_000_000)),
  CAP_JOBS_PER_PERSON_PER_DAY: z.optional(wholeNumber(0, 1_000_000)),
  CAP_TIME_ZONE: z._default(
    z.string().check(z.refine(isTimeZone, "must be a time zone such as UTC or Europe/Berlin")),
    "UTC",
  ),
  PRICE_PER_JOB: z.optional(price),
  WORKER: z._default(z.enum(["on", "off", "request"], "must be on, off or request"), "on"),
  CRON_SECRET: z.optional(secret),
  WEBHOOK_ALLOWED_HOSTS: z._default(words(hostPattern, "must be hosts such as hooks.internal:8080"), []),
  METRICS_TOKEN: z.optional(secret),
  ALLOW_SPEND: z.optional(z.enum(["0", "1"], "must be 1 or 0")),
});
