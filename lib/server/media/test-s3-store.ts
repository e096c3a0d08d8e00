/** For tests of the bucket: a store on it, files to keep, and requests that go wrong once. */
import type { TestContext } from "node:test";
import { makeBucketClient } from "./s3-client.ts";
import { s3Store } from "./s3-store.ts";
import { partBytes } from "./s3-upload.ts";
import { type Misdeed, type Seen, startTestBucket, type TestBucket } from "./test-bucket.ts";

export const region = "eu-central-1";
export const noWaitsMs = [0, 0];

export function storeOf(
  bucket: TestBucket,
  change: { prefix?: string; name?: string; keys?: TestBucket["keys"] } = {},
) {
  const place = {
    name: change.name ?? bucket.bucket,
    prefix: change.prefix ?? "clips/",
    endpoint: bucket.endpoint,
    region,
  };
  return s3Store(makeBucketClient(place, change.keys ?? bucket.keys, noWaitsMs));
}

export async function fixture(t: TestContext) {
  const bucket = await startTestBucket(t);
  return { bucket, store: storeOf(bucket) };
}

export async function* source(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part, "latin1") : part;
}

/** Two parts, the last one short. */
export const large = () => source(Buffer.alloc(partBytes), "end");
export const largeBytes = partBytes + 3;

/** The first request of which this is true goes wrong in this way. */
export function firstTime(is: (seen: Seen) => boolean, misdeed: Misdeed): TestBucket["misbehave"] {
  let isDone = false;
  return (seen) => {
    if (isDone || !is(seen)) return null;
    isDone = true;
    return misdeed;
  };
}

export const isPart = ({ method, query }: Seen) => method === "PUT" && query["uploadId"] !== undefined;
export const isOrder = ({ method, query }: Seen) => method === "POST" && query["uploadId"] !== undefined;
export const isFile = ({ method, query }: Seen) => method === "PUT" && query["uploadId"] === undefined;
