/**
 * Keeps media in a bucket of any server that speaks S3. A name shows up there only when its bytes are whole. The first
 * whole file under a name stands: a worker that lost its job and comes late replaces nothing. Knows requests and answers;
 * must not know the keys, nor what the files are for.
 *
 * Files are read through this app and not by links that the bucket signs: such a link can be passed on, needs a bucket
 * that browsers reach, and would weaken the page's rule that media come from here. The price is that the bytes pass
 * through this process, a chunk at a time.
 */
import "server-only";
import type { Bucket } from "../media-place.ts";
import { assertMediaName, unfinishedEnding } from "./media-name.ts";
import type { BucketAnswer, BucketClient, BucketRequest } from "./s3-client.ts";
import { BucketRefusal, silenceOf } from "./s3-error.ts";
import { sweepUploads, upload } from "./s3-upload.ts";
import { StorageError } from "./storage-error.ts";
import type { ByteRange, MediaStore, StoredFile } from "./store.ts";

/** A bucket says when an upload began, not when it was last active, and others may write to it. No download takes a day. */
const sweepAfterMs = 24 * 3_600_000;
/** No file's name: of several instances that check at once, one may delete it for another. */
const checkName = `check${unfinishedEnding}`;
const missingName = `missing${unfinishedEnding}`;

export function s3Store(client: BucketClient): MediaStore {
  const underWay = new Set<string>();
  return {
    async write(name, source) {
      assertMediaName(name);
      await upload(client, name, source, underWay);
      const file = await find(client, name);
      if (file === null) throw new StorageError("io", "The media bucket did not keep the file.");
      return file;
    },
    async stat(name) {
      assertMediaName(name);
      return find(client, name);
    },
    read(name, range) {
      assertMediaName(name);
      return chunks(client, name, range);
    },
    async delete(name) {
      assertMediaName(name);
      await ask(client, { method: "DELETE", name }, [200, 204, 404]);
    },
    check: () => naming(client.bucket, () => check(client)),
    sweep: (idleMs = 0) => naming(client.bucket, () => sweepUploads(client, Math.max(idleMs, sweepAfterMs), underWay)),
  };
}

async function find(client: BucketClient, name: string): Promise<StoredFile | null> {
  const { status, headers } = await ask(client, { method: "HEAD", name }, [200, 404]);
  if (status === 404) return null;
  const size = Number(headers["content-length"]);
  if (!Number.isSafeInteger(size) || headers.etag === undefined)
    throw new StorageError("io", "The media bucket did not say which file it keeps.");
  return { sizeBytes: size, etag: strongTag(headers.etag) };
}

/** Some servers leave the quotes off, some proxies mark a tag as weak; a file here never changes under its name. */
function strongTag(etag: string): string {
  return `"${etag.replace(/^W\//, "").replaceAll('"', "")}"`;
}

async function* chunks(client: BucketClient, name: string, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  const wantedBytes = end - start + 1;
  if (wantedBytes <= 0) return; // an empty file: S3 has no range for nothing
  const answer = await open(client, name, { start, end });
  let left = wantedBytes;
  for await (const chunk of readable(answer)) {
    left -= chunk.length;
    if (left < 0) throw new StorageError("io", "The media bucket sent more than was asked for.");
    yield chunk;
  }
  if (left > 0) throw new StorageError("io", "The file ended before the part that was asked for.");
}

async function open(client: BucketClient, name: string, { start, end }: ByteRange): Promise<BucketAnswer> {
  const headers = { range: `bytes=${start}-${end}` };
  const answer = await client.send({ method: "GET", name, headers }, [200, 206, 404, 416]);
  const { status } = answer;
  const isPart = status === 206 && answer.headers["content-range"]?.startsWith(`bytes ${start}-`) === true;
  const isAll = status === 200 && start === 0 && answer.headers["content-length"] === String(end + 1);
  if (isPart || isAll) return answer;
  await answer.body.dump(); // closes the connection when it goes on for long
  if (status === 404) throw new StorageError("io", "The file is no longer in the media bucket.");
  if (status === 416) throw new StorageError("io", "The file ended before the part that was asked for.");
  throw new StorageError("io", "The media bucket did not send the part that was asked for.");
}

/** What goes wrong on the way is the bucket's trouble, in its own words. */
async function* readable({ body }: BucketAnswer): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) yield chunk; // no encoding is set, so they are bytes
  } catch (error) {
    throw silenceOf(error);
  }
}

async function check(client: BucketClient): Promise<void> {
  await ask(client, { method: "PUT", name: checkName, body: new Uint8Array(1) }, [200]);
  await ask(client, { method: "HEAD", name: checkName }, [200, 404]);
  await ask(client, { method: "DELETE", name: checkName }, [200, 204, 404]);
  // Without the right to list, a bucket says "forbidden" of a file that is not there.
  await ask(client, { method: "HEAD", name: missingName }, [404]);
}

/** A question whose answer is in its status and headers. */
async function ask(client: BucketClient, request: BucketRequest, expected: readonly number[]): Promise<BucketAnswer> {
  const answer = await client.send(request, expected);
  await answer.body.dump();
  return answer;
}

/** For the operator, who must know which bucket it is and what its keys need. */
async function naming<T>({ name, prefix, endpoint, region }: Bucket, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const place = ` It is s3://${name}/${prefix} at ${endpoint ?? `Amazon's ${region}`}.`;
    const lacksRights = error instanceof BucketRefusal && error.status === 403 && (error.code ?? denied) === denied;
    throw new StorageError(error.kind, `${error.message}${place}${lacksRights ? neededRights : ""}`, error.cause);
  }
}

const denied = "AccessDenied";
const neededRights =
  " The keys need s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucket and" +
  " s3:ListBucketMultipartUploads.";
