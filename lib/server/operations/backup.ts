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
  // A video is whole before its row says so and never changes afterwards, so what this copy names is there by now.
  const { jobs, names } = readCopy(copy);
  const files: Manifest["files"] = [await describe(target, databaseName)];
  if (mediaDir !== null) {
    await mkdir(join(target, "media"));
    for (const name of names) {
      await copyFile(join(mediaDir, name), join(target, "media", name), constants.COPYFILE_FICLONE);
      files.push(await describe(target, `media/${name}`));
    }
  }
  for (const { name } of files) await sync(join(target, name));
  const media = mediaDir === null ? "bucket" : "here";
  const manifest: Manifest = {
    format: 1,
    version: packageJson.version,
    made_at: new Date().toISOString(),
    jobs,
    media,
    files,
  };
  const part = join(target, `${manifestName}.part`);
  await writeFile(part, `${JSON.stringify(manifest, null, 1)}\n`, { flush: true });
  await rename(part, join(target, manifestName));
  return manifest;
}

/** One moment of it, by a second connection that can only read: the server goes on writing meanwhile. */
function copyDatabase(from: string, to: string): void {
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
