/**
 * Answers a request for a kept file: whole or in part, or not at all when the browser has it. Owns the headers; must not
 * know who may see the file or what the job is.
 */
import { create as contentDisposition } from "content-disposition";
import parseRange from "range-parser";
import { Problem } from "#lib/problem.ts";
import { lengthHeader } from "./content-length.ts";
import { isStorageError } from "./storage-error.ts";
import type { ByteRange, MediaStore, StoredFile } from "./store.ts";

export interface ServedMedia {
  store: MediaStore;
  name: string;
  /** The type that its first bytes had when it was saved, never one that a server claimed. */
  type: string;
  /** Makes it a download under this name; without it the browser shows the file. */
  downloadName?: string;
}

/**
 * For GET and HEAD. Opens the file when the answer's body is read and closes it when the reader goes away.
 * @throws {Problem} `not_found`, `storage_unavailable`
 */
export async function serveMedia(request: Request, media: ServedMedia): Promise<Response> {
  const file = await find(media);
  const headers = new Headers({
    etag: file.etag,
    "accept-ranges": "bytes",
    // A kept file never changes. Not longer than a day: it may be trashed, and a shared computer changes hands.
    "cache-control": "private, max-age=86400, immutable",
    // The bytes come from elsewhere: whatever they turn out to be, they must not run as a page of this site. The origin
    // is kept (no script may use it), for the page that browsers make of a video opened by itself fetches it once more.
    "x-content-type-options": "nosniff",
    "content-security-policy":
      "sandbox allow-same-origin; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
    "cross-origin-resource-policy": "same-origin",
  });
  if (isKnown(request.headers.get("if-none-match"), file.etag)) return new Response(null, { status: 304, headers });

  headers.set("content-type", media.type);
  if (media.downloadName !== undefined) headers.set("content-disposition", attachment(media.downloadName));
  const range = wantedRange(request, file);
  if (range === "unsatisfiable") return notSatisfiable(file);
  const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 };
  for (const name of ["content-length", lengthHeader]) headers.set(name, String(end - start + 1));
  if (range !== null) headers.set("content-range", `bytes ${start}-${end}/${file.sizeBytes}`);
  const body = request.method === "HEAD" ? null : bodyOf(media, { start, end });
  return new Response(body, { status: range === null ? 200 : 206, headers });
}

async function find({ store, name }: ServedMedia): Promise<StoredFile> {
  try {
    const file = await store.stat(name);
    if (file === null) throw new Problem("not_found", "The file is not where the videos are kept");
    return file;
  } catch (error) {
    if (isStorageError(error)) throw new Problem("storage_unavailable", error.message);
    throw error;
  }
}

/** `If-None-Match` compares weakly: a proxy that packs may have put `W/` before our tag. */
function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const tags = ifNoneMatch.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}

/** Null means: the whole file. RFC 9110 lets a server ignore a range that it does not like, and we send one part only. */
function wantedRange(request: Request, file: StoredFile): ByteRange | "unsatisfiable" | null {
  const header = request.headers.get("range");
  if (header === null || request.method !== "GET") return null;
  // The part that the browser already has must be of this very file. A date is no proof, so it does not match.
  const ifRange = request.headers.get("if-range");
  if (ifRange !== null && ifRange.trim() !== file.etag) return null;
  if (!/^\s*bytes\s*=/i.test(header)) return null;
  const ranges = parseRange(file.sizeBytes, withinSize(header.trim(), file.sizeBytes));
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

/** The last 500 bytes of a file of 100 are all of it (RFC 9110, 14.1.2); range-parser calls that unsatisfiable. */
function withinSize(header: string, sizeBytes: number): string {
  const [, suffix] = /^bytes\s*=\s*-(\d+)$/i.exec(header) ?? [];
  return suffix !== undefined && Number(suffix) > sizeBytes ? "bytes=0-" : header;
}

function notSatisfiable(file: StoredFile): Response {
  const problem = new Problem("range_not_satisfiable", `The file has ${file.sizeBytes} bytes`);
  const { code, message, status } = problem;
  return Response.json(
    { type: "about:blank", title: message, status, code },
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        "content-range": `bytes */${file.sizeBytes}`,
        "cache-control": "no-store",
      },
    },
  );
}

/** RFC 6266: the real name in UTF-8, and one in ASCII for what cannot read that ("%" there is decoded by some). */
export function attachment(downloadName: string): string {
  return contentDisposition(downloadName, { fallback: downloadName.replace(/[^\x20-\x7e]+|%/g, "_") });
}

/**
 * Reads one chunk when one is asked for, so a slow reader of 2 GB holds one chunk in memory; when the reader goes away,
 * the store's `finally` closes the file.
 */
function bodyOf({ store, name }: ServedMedia, range: ByteRange): ReadableStream<Uint8Array> {
  const chunks = store.read(name, range)[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
