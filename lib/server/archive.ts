/**
 * A selection of videos as one download: which there are, what they are called, and a manifest that says from what each
 * was made. Joins what the domain knows of the jobs with where the media lie.
 */
import { Problem } from "#lib/problem.ts";
import type { JobRow } from "./database/tables.ts";
import { toJob } from "./jobs/row.ts";
import { lengthHeader } from "./media/content-length.ts";
import { downloadNameFor } from "./media/download-name.ts";
import { videoName } from "./media/names.ts";
import { attachment } from "./media/serve.ts";
import { isStorageError } from "./media/storage-error.ts";
import type { MediaStore } from "./media/store.ts";
import { type ZippedFile, zipOf } from "./media/zip.ts";

const manifestName = "manifest.json";
/** A bucket is asked about each file. */
const askedAtOnce = 8;

interface Part {
  id: string;
  row: JobRow | null;
  /** Null: there is nothing to put into the archive, and `missing` says why. */
  file: ZippedFile | null;
  missing: string | null;
}

/**
 * @param rows of those ids that there are jobs for
 * @throws {Problem} `not_found` when none of them has a video, `storage_unavailable`
 */
export async function archiveJobs(
  request: Request,
  ids: readonly string[],
  rows: readonly JobRow[],
  media: MediaStore,
  now: Date,
): Promise<Response> {
  const parts = await partsOf(ids, rows, media);
  const files = parts.flatMap(({ file }) => (file === null ? [] : [file]));
  if (files.length === 0) throw new Problem("not_found", "None of these jobs has a video here");
  const text = JSON.stringify(manifestOf(parts, now), null, 2);
  const zip = zipOf(media, files, { as: manifestName, text, at: now });
  const videos = files.length === 1 ? "1 video" : `${files.length} videos`;
  const headers = {
    "content-type": "application/zip",
    "content-disposition": attachment(`Clipdesk ${now.toISOString().slice(0, 10)}, ${videos}.zip`),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-length": String(zip.sizeBytes),
    [lengthHeader]: String(zip.sizeBytes),
  };
  return new Response(request.method === "HEAD" ? null : zip.body(), { headers });
}

async function partsOf(ids: readonly string[], rows: readonly JobRow[], media: MediaStore): Promise<Part[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const taken = new Set([manifestName]);
  const parts: Part[] = [];
  for (let from = 0; from < ids.length; from += askedAtOnce) {
    const some = ids.slice(from, from + askedAtOnce);
    parts.push(...(await Promise.all(some.map((id) => partOf(id, byId.get(id) ?? null, media)))));
  }
  for (const { file } of parts) {
    if (file !== null) file.as = untaken(file.as, taken);
  }
  return parts;
}

async function partOf(id: string, row: JobRow | null, media: MediaStore): Promise<Part> {
  if (row === null) return { id, row, file: null, missing: "There is no such job" };
  if (row.media_state !== "saved") return { id, row, file: null, missing: "This job has no video here" };
  const name = videoName(id);
  const found = await media.stat(name).catch((error: unknown) => {
    if (isStorageError(error)) throw new Problem("storage_unavailable", error.message);
    throw error;
  });
  if (found === null) return { id, row, file: null, missing: "The file is not where the videos are kept" };
  const as = downloadNameFor(row.prompt, id, row.media_type ?? undefined);
  const at = new Date(row.finished_at ?? row.created_at);
  return { id, row, file: { name, as, sizeBytes: found.sizeBytes, at }, missing: null };
}

/** Two names that differ in their case alone are one file on Windows and macOS. */
function untaken(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf(".");
  for (let copy = 1; ; copy += 1) {
    const tried = copy === 1 ? name : `${name.slice(0, dot)} (${copy})${name.slice(dot)}`;
    if (taken.has(tried.toLowerCase())) continue;
    taken.add(tried.toLowerCase());
    return tried;
  }
}

function manifestOf(parts: readonly Part[], now: Date) {
  return {
    made_by: "Clipdesk",
    made_at: now.toISOString(),
    jobs: parts.map(({ id, row, file, missing }) => ({
      id,
      file: file?.as ?? null,
      missing,
      ...(row === null ? {} : described(row, now)),
    })),
  };
}

function described(row: JobRow, now: Date) {
  const { prompt, model, aspect_ratio, size, images, status, relay_id, media, ...rest } = toJob(row, now.getTime());
  const { batch_id, retry_of, starred, created_at, submitted_at, finished_at } = rest;
  const request = { prompt, model, aspect_ratio, size, images };
  const life = { status, relay_id, batch_id, retry_of, starred, created_at, submitted_at, finished_at };
  return { ...request, ...life, bytes: media.bytes };
}
