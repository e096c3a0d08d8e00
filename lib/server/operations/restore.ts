/**
 * Puts a backup into a place where there is no installation yet. Everything is checked before anything is written, and
 * the database comes last: until it is there, there is nothing to start.
 */
import { constants, existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { takeOwnership } from "../database/owner.ts";
import { assertMediaName } from "../media/media-name.ts";
import {
  databaseName,
  describe,
  type Installation,
  type Manifest,
  manifestName,
  manifestSchema,
  sync,
} from "./backup.ts";

/** @throws with plain words, when the backup is not whole or an installation is there */
export async function restore(source: string, { databaseFile, mediaDir }: Installation): Promise<Manifest> {
  const manifest = await readManifest(source);
  if ((manifest.media === "here") !== (mediaDir !== null))
    throw new Error(`MEDIA_URL: the videos of this backup are ${manifest.media === "here" ? "files" : "in a bucket"}`);
  for (const file of manifest.files) await expectWhole(source, file);
  const release = takeOwnership(databaseFile);
  try {
    if (existsSync(databaseFile)) throw new Error(`${databaseFile} is there already; move it away or set DATA_DIR`);
    if (mediaDir !== null) await copyMedia(source, manifest, mediaDir);
    const part = `${databaseFile}.restoring`;
    await rm(part, { force: true });
    await copyFile(join(source, databaseName), part);
    makeSafe(part);
    await sync(part);
    await rename(part, databaseFile);
    await sync(dirname(databaseFile));
  } finally {
    release();
  }
  return manifest;
}

async function readManifest(source: string): Promise<Manifest> {
  const text = await readFile(join(source, manifestName), "utf8").catch(() => null);
  if (text === null) throw new Error(`${source} is no backup: it has no ${manifestName}`);
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`${join(source, manifestName)} is not a manifest that this version can read`);
  for (const { name } of parsed.data.files) if (name !== databaseName) assertMediaName(name.replace(/^media\//, ""));
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no manifest has this form
  }
}

async function expectWhole(source: string, wanted: Manifest["files"][number]): Promise<void> {
  const found = await describe(source, wanted.name).catch(() => null);
  if (found === null) throw new Error(`The backup is not whole: ${wanted.name} is missing`);
  if (found.sha256 !== wanted.sha256) throw new Error(`The backup is not whole: ${wanted.name} has changed`);
}

async function copyMedia(source: string, { files }: Manifest, mediaDir: string): Promise<void> {
  await mkdir(mediaDir, { recursive: true });
  for (const { name } of files) {
    if (name === databaseName) continue;
    const to = join(mediaDir, name.replace(/^media\//, ""));
    await copyFile(join(source, name), to, constants.COPYFILE_FICLONE);
    await sync(to);
  }
  await sync(mediaDir);
}

/**
 * What waited when the backup was made may have been sent since, and sent once more it would be paid for twice: so nothing
 * goes out until a person resumes. Sessions that were ended since must not come back either.
 */
function makeSafe(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database
      .prepare(
        "update dispatch set paused_reason = 'operator', paused_message = null, paused_at = ?, paused_until = null",
      )
      .run(Date.now());
    database.exec("delete from sessions");
  } finally {
    database.close();
  }
}
