/**
 * Brings one file of any length into a bucket, a part at a time, so that a file is there whole or not at all and memory
 * holds one part of it. Owns the uploads that are under way and clears away the ones that nobody finishes; must not know
 * how requests are signed.
 */
import { isMediaName } from "./media-name.ts";
import { type BucketClient, type BucketRequest, textOf } from "./s3-client.ts";
import { BucketRefusal, refusalOf } from "./s3-error.ts";
import { completion, contentsOf, textIn } from "./s3-xml.ts";
import { StorageError } from "./storage-error.ts";

/** S3 wants 5 MiB at least, and takes 10,000 parts: a file may have 78 GiB. Some servers want all but the last alike. */
export const partBytes = 8 * 1024 * 1024;
const maxParts = 10_000;

interface Upload {
  name: string;
  id: string;
}

/**
 * Leaves nothing when it fails, and leaves a file as it is that already stands under the name. `underWay` holds the
 * upload's id for as long as it runs. @throws {StorageError} and whatever `source` throws
 */
export async function upload(
  client: BucketClient,
  name: string,
  source: AsyncIterable<Uint8Array>,
  underWay: Set<string>,
): Promise<void> {
  const tags: string[] = [];
  let id: string | null = null;
  let isFinished = false;
  try {
    for await (const { bytes, isLast } of partsOf(source)) {
      if (isLast && id === null) {
        await sendWhenNew(client, { method: "PUT", name, body: bytes });
        return;
      }
      id ??= await begin(client, name);
      underWay.add(id);
      tags.push(await sendPart(client, { name, id }, tags.length + 1, bytes));
    }
    if (id !== null) isFinished = await finish(client, { name, id }, tags);
  } finally {
    if (id !== null) {
      // Parts of an unfinished upload are kept, and paid for, until it is dropped. What this misses, a sweep finds.
      if (!isFinished) await drop(client, { name, id }).catch(() => {});
      underWay.delete(id);
    }
  }
}

/** Drops the uploads that were begun longer ago than `idleMs` and are not under way here. Answers how many. */
export async function sweepUploads(
  client: BucketClient,
  idleMs: number,
  underWay: ReadonlySet<string>,
): Promise<number> {
  let swept = 0;
  for await (const { name, id, begunAt } of openUploads(client)) {
    const isLeft = Date.now() - begunAt >= idleMs; // false, too, for a time that could not be read
    if (!isLeft || underWay.has(id)) continue;
    await drop(client, { name, id });
    swept += 1;
  }
  return swept;
}

/** Cuts a stream into parts of one size. Every part is the same memory, so it must be done with before the next. */
async function* partsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ bytes: Uint8Array; isLast: boolean }> {
  const part = Buffer.allocUnsafe(partBytes);
  let used = 0;
  for await (const chunk of source) {
    for (let taken = 0; taken < chunk.length;) {
      // Only now, for the last part is sent in another way, and may be the only one.
      if (used === partBytes) {
        yield { bytes: part, isLast: false };
        used = 0;
      }
      const more = chunk.subarray(taken, taken + partBytes - used);
      part.set(more, used);
      used += more.length;
      taken += more.length;
    }
  }
  yield { bytes: part.subarray(0, used), isLast: true };
}

async function begin(client: BucketClient, name: string): Promise<string> {
  const answer = await textOf(await client.send({ method: "POST", name, query: { uploads: "" } }, [200]));
  const id = textIn(answer, "UploadId");
  if (id === null) throw new StorageError("io", "The media bucket did not begin an upload, though it said so.");
  return id;
}

/** Answers the part's tag, which the bucket wants to see again when the file is put together. */
async function sendPart(client: BucketClient, { name, id }: Upload, number: number, bytes: Uint8Array) {
  if (number > maxParts) throw new StorageError("full", "The file is too large for the media bucket.");
  const query = { partNumber: String(number), uploadId: id };
  const answer = await client.send({ method: "PUT", name, query, body: bytes }, [200]);
  await answer.body.dump();
  const tag = answer.headers.etag;
  if (tag === undefined) throw new StorageError("io", "The media bucket did not say what it kept.");
  return tag;
}

/** Answers whether the upload is used up; it is not when a file already stands under its name. */
async function finish(client: BucketClient, { name, id }: Upload, tags: readonly string[]): Promise<boolean> {
  const body = completion(tags);
  try {
    return await sendWhenNew(client, { method: "POST", name, query: { uploadId: id }, body });
  } catch (error) {
    // An answer that was lost: asked again, some servers know the upload no more. Whether the file is there decides.
    if (error instanceof BucketRefusal && error.code === "NoSuchUpload") return true;
    throw error;
  }
}

/** Makes a file where none stands. Answers false when one stands there, which is the same video: names are used once. */
async function sendWhenNew(client: BucketClient, request: BucketRequest): Promise<boolean> {
  const conditional = { ...request, headers: { ...request.headers, "if-none-match": "*" } };
  let answer = await client.send(conditional, [200, 412, 501]);
  if (answer.status === 501) {
    // Servers that know no conditions: the later of two writers replaces the file with the same video.
    await answer.body.dump();
    answer = await client.send(request, [200]);
  }
  const text = await textOf(answer);
  if (answer.status === 412) return false;
  // Putting many parts together takes so long that S3 says 200 first and how it went in the body.
  if (contentsOf(text, "Error").length === 0) return true;
  const refusal = refusalOf(answer.status, answer.headers, text);
  if (refusal.code === "PreconditionFailed") return false;
  throw refusal;
}

async function drop(client: BucketClient, { name, id }: Upload): Promise<void> {
  const answer = await client.send({ method: "DELETE", name, query: { uploadId: id } }, [200, 204, 404]);
  await answer.body.dump();
}

async function* openUploads(client: BucketClient): AsyncGenerator<Upload & { begunAt: number }> {
  const { prefix } = client.bucket;
  let after: Record<string, string> = {};
  for (;;) {
    const query = { uploads: "", prefix, ...after };
    const answer = await client.send({ method: "GET", name: null, query }, [200, 405, 501]);
    const text = await textOf(answer);
    if (answer.status !== 200) return; // servers that cannot tell; they drop uploads by themselves, or keep them
    for (const open of contentsOf(text, "Upload")) {
      const name = nameIn(textIn(open, "Key") ?? "", prefix);
      const id = textIn(open, "UploadId");
      // Under an empty prefix there may be other people's uploads.
      if (id !== null && isMediaName(name)) yield { name, id, begunAt: Date.parse(textIn(open, "Initiated") ?? "") };
    }
    const next = textIn(text, "NextKeyMarker");
    if (textIn(text, "IsTruncated") !== "true" || next === null) return;
    after = { "key-marker": next, "upload-id-marker": textIn(text, "NextUploadIdMarker") ?? "" };
  }
}

function nameIn(key: string, prefix: string): string {
  return key.startsWith(prefix) ? key.slice(prefix.length) : "";
}
