/**
 * Signed requests to one bucket, and the only holder of its keys: nothing else reads them, and they leave this file as
 * signatures (a session token as a header). Knows HTTP; must not know what a file is for. `aws4fetch` signs, because it
 * is small and has no dependencies; undici sends, because Next changes `fetch` and bodies must stream.
 */
import "server-only";
import { hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsV4Signer } from "aws4fetch";
import { Agent, type Dispatcher, request } from "undici";
import type { Bucket } from "../media-place.ts";
import { hide } from "../hidden.ts";
import { BucketRefusal, refusalOf, silenceOf } from "./s3-error.ts";
import { StorageError } from "./storage-error.ts";

export interface BucketRequest {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** Of a file, or null for a question to the bucket. */
  name: string | null;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Held until the answer has come, because it may have to be sent again. */
  body?: Uint8Array | string;
}

export interface BucketAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Must be read, or let go with `dump()` or `destroy()`, else the connection stays taken. */
  body: Dispatcher.ResponseData["body"];
}

export interface BucketClient {
  bucket: Bucket;
  /**
   * Sends again, twice at most, after no answer or one that says "later": every request here may be sent twice.
   * @throws {BucketRefusal} for a status that is not among `expected` @throws {StorageError} for no answer
   */
  send(request: BucketRequest, expected: readonly number[]): Promise<BucketAnswer>;
}

export interface BucketKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A part of 8 MiB in two minutes is half a megabit a second; what is slower keeps no videos. */
const timeouts = { connectMs: 10_000, headersMs: 120_000, bodyIdleMs: 60_000 };
const defaultWaitsMs = [200, 1_000];
/** 409: another request about this name was being answered. */
const laterStatuses = [409, 429, 500, 502, 503, 504];
const maxTextBytes = 4 * 1024 * 1024;

/** With the keys of the environment, which were checked when the settings were read. */
export function bucketClient(bucket: Bucket): BucketClient {
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN = "" } = process.env;
  hide(AWS_SECRET_ACCESS_KEY);
  hide(AWS_SESSION_TOKEN);
  const keys = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  return makeBucketClient(bucket, AWS_SESSION_TOKEN === "" ? keys : { ...keys, sessionToken: AWS_SESSION_TOKEN });
}

export function makeBucketClient(bucket: Bucket, keys: BucketKeys, waitsMs = defaultWaitsMs): BucketClient {
  const root = rootOf(bucket);
  const agent = new Agent({ connect: { timeout: timeouts.connectMs } });
  const signingKeys = new Map<string, ArrayBuffer>(); // one a day, made from the secret

  async function sendOnce({ method, name, query, headers, body }: BucketRequest): Promise<BucketAnswer> {
    const url = new URL(name === null ? root : `${root}/${bucket.prefix}${name}`);
    for (const [key, value] of Object.entries(query ?? {})) url.searchParams.set(key, value);
    const signed = await new AwsV4Signer({
      ...keys,
      method,
      url: url.href,
      // Signed with its bytes, so that a part that was damaged on the way is refused and not kept.
      headers: { ...headers, "x-amz-content-sha256": hash("sha256", body ?? "") },
      service: "s3",
      region: bucket.region,
      cache: signingKeys,
    }).sign();
    const answer = await request(signed.url, {
      method,
      headers: Object.fromEntries(signed.headers),
      body: body ?? null,
      dispatcher: agent,
      headersTimeout: timeouts.headersMs,
      bodyTimeout: timeouts.bodyIdleMs,
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  }

  return {
    bucket,
    async send(wanted, expected) {
      for (let sent = 1; ; sent += 1) {
        const end = await judged(() => sendOnce(wanted), expected);
        if (!(end instanceof StorageError)) return end;
        const waitMs = waitsMs[sent - 1];
        if (waitMs === undefined || !isForLater(end)) throw end;
        await sleep(waitMs * (0.5 + Math.random())); // spread, so that what failed together does not come back together
      }
    },
  };
}

/** The whole text of an answer that is known to be short. @throws {StorageError} */
export async function textOf({ body }: BucketAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxTextBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw silenceOf(error);
  }
  return Buffer.concat(chunks).toString();
}

/** Amazon's own hosts carry the bucket in their name, which their certificate does not cover when it has dots. */
function rootOf({ name, endpoint, region }: Bucket): string {
  if (endpoint !== null) return `${endpoint}/${name}`;
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return name.includes(".") ? `https://s3.${region}.${domain}/${name}` : `https://${name}.s3.${region}.${domain}`;
}

async function judged(
  send: () => Promise<BucketAnswer>,
  expected: readonly number[],
): Promise<BucketAnswer | StorageError> {
  try {
    const answer = await send();
    if (expected.includes(answer.status)) return answer;
    return refusalOf(answer.status, answer.headers, await textOf(answer));
  } catch (error) {
    return error instanceof StorageError ? error : silenceOf(error);
  }
}

function isForLater(end: StorageError): boolean {
  if (!(end instanceof BucketRefusal)) return true;
  return laterStatuses.includes(end.status) || end.code === "RequestTimeout";
}
