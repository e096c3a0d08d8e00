/**
 * A copy of a SQLite installation, made while it runs: the database as it was at one moment, and every video that it
 * names. Knows files and the tables, no server. A bucket keeps its own; for a Postgres there is `pg_dump`.
 */
import { createHash } from "node:crypto";
import { constants, createReadStream, existsSync } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod/mini";
import packageJson from "../../../package.json" with { type: "json" };
import { posterName, videoName } from "../media/names.ts";

export interface Installation {
  databaseFile: string;
  /** Null: videos lie in a bucket and stay there. */
  mediaDir: string | null;
}

export const databaseName = "clipdesk.sqlite";
export const manifestName = "manifest.json";

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  version: z.string(),
  made_at: z.string(),
  jobs: z.number(),
  /** Where videos are: with the backup, or in a bucket that it does not touch. */
  media: z.enum(["here", "bucket"]),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.number(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * The manifest is written last: a folder without one is no backup.
 * @param target a folder that is not there yet, or an empty one
 * @throws with plain words, when something stands in the way or a video that the database names is not there
 */
export async function backUp({ databaseFile, mediaDir }: Installation, target: string): Promise<Manifest> {
  if (!existsSync(databaseFile)) throw new Error(`There is no installation: ${databaseFile} is missing; see DATA_DIR`);
  await mkdir(target, { recursive: true });
  if ((await readdir(target)).length > 0) throw new Error(`${target} is not empty; name a new folder`);
  const copy = join(target, databaseName);
  copyDatabase(databaseFile, copy);
  const videos = mediaDir === null ? [] : await copyMedia(databaseFile, mediaDir, target);
  const files = [await describe(target, databaseName), ...videos];
  for (const { name } of files) await sync(join(target, name));
  const manifest: Manifest = {
    format: 1,
    version: packageJson.version,
    made_at: new Date().toISOString(),
    jobs: readCopy(copy).jobs,
    media: mediaDir === null ? "bucket" : "here",
    files,
  };
  const part = join(target, `${manifestName}.part`);
  await writeFile(part, `${JSON.stringify(manifest, null, 1)}\n`, { flush: true });
  await rename(part, join(target, manifestName));
  return manifest;
}

/** One moment of it, by a second connection that can only read: the server goes on writing meanwhile. */
export function copyDatabase(from: string, to: string): void {
  const database = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    database.prepare("vacuum into ?").run(to);
  } finally {
    database.close();
  }
}

function readCopy(file: string): { jobs: number; names: string[] } {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const jobs = rows.parse(database.prepare("select id, media_state, poster_type from jobs").all());
    const saved = jobs.filter(({ media_state }) => media_state === "saved");
    const names = saved.flatMap(({ id, poster_type }) => [
      videoName(id),
      ...(poster_type === null ? [] : [posterName(id)]),
    ]);
    return { jobs: jobs.length, names };
  } finally {
    database.close();
  }
}

/**
 * What the copy of the database in `target` names. A video is whole before its row says so and never changes afterwards,
 * so it is there, unless it was removed since, as the settings may ask; then the copy must say so too.
 */
export async function copyMedia(databaseFile: string, mediaDir: string, target: string): Promise<Manifest["files"]> {
  const files: Manifest["files"] = [];
  const copy = join(target, databaseName);
  await mkdir(join(target, "media"));
  for (const name of readCopy(copy).names) {
    try {
      await copyFile(join(mediaDir, name), join(target, "media", name), constants.COPYFILE_FICLONE);
    } catch (error) {
      if (noteRemoval(databaseFile, copy, name)) continue;
      throw error;
    }
    files.push(await describe(target, `media/${name}`));
  }
  return files;
}

/** @returns whether the installation has removed that job's video since the copy was made */
function noteRemoval(databaseFile: string, copy: string, name: string): boolean {
  const database = new DatabaseSync(copy, { timeout: 10_000 });
  try {
    database.prepare("attach ? as live").run(databaseFile);
    const columns = "media_state, media_error, media_bytes, poster_type, removed_at";
    const [id = ""] = name.split(".");
    // Its other file may have been copied a moment before: the installation that is restored has to delete that.
    const { changes } = database
      .prepare(
        `update main.jobs set (${columns}, keep_until, has_leftovers) =
          (select ${columns}, null, 1 from live.jobs where id = ?1)
        where id = ?1 and exists (select 1 from live.jobs where id = ?1 and removed_at is not null)`,
      )
      .run(id);
    return Number(changes) > 0;
  } finally {
    database.close();
  }
}

const rows = z.array(z.object({ id: z.string(), media_state: z.string(), poster_type: z.nullable(z.string()) }));

/** What a file under `folder` is, for the manifest. */
export async function describe(folder: string, name: string): Promise<Manifest["files"][number]> {
  const path = join(folder, name);
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return { name, bytes: (await stat(path)).size, sha256: hash.digest("hex") };
}

/** Survives a power cut from here on. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
