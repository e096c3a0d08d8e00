/**
 * Where media are kept: a folder of this machine, or a bucket. Reads and checks the settings that say so. The keys of a
 * bucket are checked here and then dropped: only `media/s3-client.ts` holds them.
 */
import { join, resolve } from "node:path";
import * as z from "zod/mini";
import { httpUrl } from "./http-url.ts";

export type MediaPlace = { kind: "folder"; dir: string } | ({ kind: "bucket" } & Bucket);

export interface Bucket {
  name: string;
  /** Stands before every file's name: empty, or with a slash at its end. */
  prefix: string;
  /** Without a slash at its end; null for Amazon's own. */
  endpoint: string | null;
  region: string;
}

type Settings = Readonly<Record<string, string | undefined>>;

/** Every bad setting is one line, `NAME: what is wrong`. */
export function readMediaPlace(given: Settings, dataDir: string): { place: MediaPlace; faults: readonly string[] } {
  const url = given["MEDIA_URL"];
  const folder: MediaPlace = { kind: "folder", dir: url === undefined ? join(dataDir, "media") : resolve(url) };
  if (url === undefined || !/^[a-z][a-z0-9+.-]+:/i.test(url)) return { place: folder, faults: [] };
  if (!/^s3:/i.test(url)) return { place: folder, faults: ["MEDIA_URL: must be a folder or s3://bucket/prefix"] };

  // What AWS_... variables hold is judged only when they matter: on a machine they may be meant for other programs.
  const parsed = bucketSchema.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path[0]?.toString() ?? "MEDIA_URL"}: ${message}`);
  if (given["AWS_REGION"] === undefined && given["S3_ENDPOINT"] === undefined)
    faults.push("AWS_REGION: must be set when MEDIA_URL is a bucket and S3_ENDPOINT is not set");
  if (!parsed.success || faults.length > 0) return { place: folder, faults };
  const { MEDIA_URL, S3_ENDPOINT, AWS_REGION } = parsed.data;
  // Servers other than Amazon's take this region for theirs when they know none.
  const region = AWS_REGION ?? "us-east-1";
  return { place: { kind: "bucket", ...MEDIA_URL, endpoint: S3_ENDPOINT ?? null, region }, faults };
}

/** The prefix's parts start with no dot, so none is "." or "..", which some clients and servers would resolve. */
const bucketUrl = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)\/?$/;
const needed = "must be set when MEDIA_URL is a bucket";
/** They travel in headers, so a line break or a space in one is a copying mistake that would fail every call. */
const key = () => z.string(needed).check(z.regex(/^[\x21-\x7e]+$/, "must be one word of visible ASCII characters"));

const bucketSchema = z.object({
  MEDIA_URL: z.pipe(
    z.string().check(z.regex(bucketUrl, "must be s3://bucket or s3://bucket/prefix, of letters, digits and . _ -")),
    z.transform((text: string) => {
      const [, name = "", path = ""] = bucketUrl.exec(text) ?? [];
      return { name, prefix: path === "" ? "" : `${path.slice(1)}/` };
    }),
  ),
  S3_ENDPOINT: z.optional(httpUrl),
  AWS_REGION: z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, "must be a region such as eu-central-1"))),
  AWS_ACCESS_KEY_ID: key(),
  AWS_SECRET_ACCESS_KEY: key(),
  AWS_SESSION_TOKEN: z.optional(key()),
});
