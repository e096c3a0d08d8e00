/**
 * Brings one remote file into the store, or says as data why not. Owns the checks of size, type and pace; must not know
 * jobs or rows, nor how the file is fetched: demo mode hands over a function that never leaves the process.
 */
import { headBytes, isLabelledOtherwise, type MediaKind, typeOf } from "./file-type.ts";
import { RefusedUrl, type RemoteFile } from "./guarded-fetch.ts";
import { isStorageError } from "./storage-error.ts";
import type { MediaStore } from "./store.ts";

/** Messages are sentences for people, without the link: it may be signed. */
export type SaveOutcome =
  | { kind: "saved"; sizeBytes: number; type: string }
  /** The link is dead; a fresh one may work. */
  | { kind: "gone"; message: string }
  /** Trouble on the way; the same link may work later. Also the answer to an abort. */
  | { kind: "retry"; message: string }
  /** The link or the file is not acceptable, and asking again will not change it. */
  | { kind: "refused"; message: string }
  /** Our own disk or bucket; the operator must act. */
  | { kind: "storage"; message: string };

export interface SaveRequest {
  store: MediaStore;
  /** `guardedFetch` with the operator's list, or demo mode's own clips. */
  fetchFile: (url: string, signal: AbortSignal) => Promise<RemoteFile>;
  url: string;
  name: string;
  kind: MediaKind;
  maxBytes: number;
  signal: AbortSignal;
  /** Called after every chunk. `totalBytes` is what the server announced, or null. */
  onProgress?: (receivedBytes: number, totalBytes: number | null) => void;
  pace?: Pace;
}

/** The least that must arrive in every window: a server that drips a byte a minute would hold a download for ever. */
interface Pace {
  windowMs: number;
  minBytes: number;
}
const defaultPace: Pace = { windowMs: 60_000, minBytes: 60 * 1024 };

/** Nothing half-written is left under `name`, whatever the outcome. Throws for mistakes in the program only. */
export async function saveRemote(request: SaveRequest): Promise<SaveOutcome> {
  // Aborted at the end whatever happened: that is what closes a connection whose body is not wanted.
  const ownAbort = new AbortController();
  try {
    const signal = AbortSignal.any([request.signal, ownAbort.signal]);
    const file = await arriving(() => request.fetchFile(request.url, signal));
    const totalBytes = checkAnswer(file, request);
    const { body, type } = await checkStart(metered(file.body, totalBytes, request), request.kind);
    const { sizeBytes } = await request.store.write(request.name, body);
    return { kind: "saved", sizeBytes, type };
  } catch (error) {
    if (error instanceof NotSaved) return error.outcome;
    if (isStorageError(error)) return { kind: "storage", message: error.message };
    throw error;
  } finally {
    ownAbort.abort();
  }
}

/** Carries an outcome out of the stream, through the store, to `saveRemote`. */
class NotSaved extends Error {
  readonly outcome: SaveOutcome;

  constructor(kind: "gone" | "retry" | "refused", message: string) {
    super(message);
    this.outcome = { kind, message };
  }
}

/** Judges what the server says before the first byte. Answers the announced size, if it announced one. */
function checkAnswer(file: RemoteFile, { kind, maxBytes }: SaveRequest): number | null {
  const { status } = file;
  if (status !== 200) throw notFound(status);
  const contentType = file.headers["content-type"];
  if (isLabelledOtherwise(contentType, kind)) throw wrongType(kind, `it says ${contentType?.slice(0, 100)}`);
  const announced = file.headers["content-length"];
  const totalBytes = announced !== undefined && /^\d{1,15}$/.test(announced) ? Number(announced) : null;
  if (totalBytes !== null && totalBytes > maxBytes) throw tooLarge(maxBytes);
  return totalBytes;
}

function notFound(status: number): NotSaved {
  // Result links die after an hour or so. File hosts say it with 403, 404 or 410, some with 400 or 401.
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status))
    return new NotSaved("gone", `The link to the file no longer works (HTTP ${status}).`);
  return new NotSaved("retry", `The file's server answered with HTTP ${status}.`);
}

function wrongType(kind: MediaKind, why: string): NotSaved {
  const wanted = kind === "video" ? "a video (MP4 or WebM)" : "an image (JPEG, PNG, WebP or GIF)";
  return new NotSaved("refused", `The link does not lead to ${wanted}: ${why}.`);
}

function tooLarge(maxBytes: number): NotSaved {
  return new NotSaved("refused", `The file is larger than the ${maxBytes} bytes that are allowed here.`);
}

/** Looks at the first bytes before anything is written, and hands back the whole stream, those bytes included. */
async function checkStart(
  source: AsyncGenerator<Uint8Array>,
  kind: MediaKind,
): Promise<{ body: AsyncIterable<Uint8Array>; type: string }> {
  let head = Buffer.alloc(0);
  // A slow server may send its first bytes one by one.
  while (head.length < headBytes) {
    const next = await source.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  // Not final: a host may list a file before it has its bytes.
  if (head.length === 0) throw new NotSaved("retry", "The file is empty.");
  const type = typeOf(head, kind);
  if (type === null) throw wrongType(kind, "its first bytes are of something else");
  return { body: joined(head, source), type };
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

/** Counts what passes, and stops the stream at once when it is too much, too little or too slow. */
async function* metered(
  body: AsyncIterable<Uint8Array>,
  totalBytes: number | null,
  { maxBytes, onProgress, pace = defaultPace }: SaveRequest,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  let windowStart = performance.now();
  let receivedBefore = 0;
  for await (const chunk of arrivingChunks(body)) {
    received += chunk.length;
    if (totalBytes !== null && received > totalBytes)
      throw new NotSaved("refused", `The file is longer than the ${totalBytes} bytes that its server announced.`);
    if (received > maxBytes) throw tooLarge(maxBytes);
    // A server that sends nothing at all never gets here; the fetch has its own limit for silence.
    if (performance.now() - windowStart >= pace.windowMs) {
      if (received - receivedBefore < pace.minBytes)
        throw new NotSaved("retry", "The file's server was too slow and the download was stopped.");
      windowStart = performance.now();
      receivedBefore = received;
    }
    onProgress?.(received, totalBytes);
    const handedOverAt = performance.now();
    yield chunk;
    // What the store takes to keep a chunk (a bucket, a disk on the network) says nothing about the file's server.
    windowStart += performance.now() - handedOverAt;
  }
  if (totalBytes !== null && received < totalBytes)
    throw new NotSaved("retry", `The download was cut short after ${received} of ${totalBytes} bytes.`);
}

async function* arrivingChunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await arriving(() => iterator.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Everything that goes wrong between their server and us is data; only the guard's refusal is final. */
async function arriving<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedUrl) throw new NotSaved("refused", `The link was not followed: ${error.message}.`);
    throw new NotSaved("retry", `The download broke off: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "the connection was lost";
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  // Messages of network errors may hold addresses; their codes say the same. An AggregateError has no message at all.
  return code ?? (error.message === "" ? error.name : error.message);
}
