import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { type TestContext, test } from "node:test";
import { openStore } from "../database/store.ts";
import { prepareBudget } from "../jobs/budget.ts";
import { prepareDispatch, readDispatch } from "../jobs/dispatch.ts";
import { claimSave, posterSaved, saved } from "../jobs/media-steps.ts";
import { removeForRoom } from "../jobs/retention.ts";
import { present, queuedJob, succeededRow } from "../jobs/testing.ts";
import { folderStore } from "../media/folder-store.ts";
import { posterName, videoName } from "../media/names.ts";
import { backUp, copyDatabase, copyMedia, databaseName } from "./backup.ts";
import { restore } from "./restore.ts";

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "clipdesk-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

function placeIn(dir: string) {
  return { databaseFile: join(dir, "clipdesk.sqlite"), mediaDir: join(dir, "media") };
}

/** An installation that is open, with jobs of which some have their videos kept. */
async function running(t: TestContext) {
  const place = placeIn(await folder(t));
  const store = await openStore({ kind: "sqlite", file: place.databaseFile });
  t.after(() => store.close());
  await prepareDispatch(store);
  await prepareBudget(store, 60);
  const media = folderStore(place.mediaDir);
  await media.check();
  const videos = new Map<string, string>();
  for (const [i, text] of ["first", "second"].entries()) {
    const { id } = await succeededRow(store, `jimeng:${i}`);
    const claim = present(await claimSave(store, 60_000));
    for (const name of [videoName(id), posterName(id)]) {
      await media.write(name, Readable.from([Buffer.from(`${text} ${name}`)]));
      videos.set(name, `${text} ${name}`);
    }
    await saved(store, claim, { sizeBytes: 5, type: "video/mp4" });
    await posterSaved(store, claim, "image/jpeg");
  }
  return { place, store, videos };
}

test("a backup made while jobs come in is restored with every job and video, and nothing goes out by itself", async (t) => {
  const { place, store, videos } = await running(t);
  const before = (await store.db.selectFrom("jobs").selectAll().orderBy("id").execute()).slice();
  const target = join(await folder(t), "backup");
  // Writes on this connection while the other one reads.
  const [manifest] = await Promise.all([backUp(place, target), ...[1, 2, 3].map(() => queuedJob(store))]);
  assert.equal(manifest.files.length, 1 + videos.size);

  const restored = placeIn(await folder(t));
  await restore(target, restored);
  const again = await openStore({ kind: "sqlite", file: restored.databaseFile });
  t.after(() => again.close());
  const after = await again.db.selectFrom("jobs").selectAll().orderBy("id").execute();
  assert.equal(after.length, manifest.jobs);
  assert.deepEqual(after.slice(0, before.length), before);
  assert.equal((await readDispatch(again)).paused, true);
  const media = folderStore(restored.mediaDir);
  for (const [name, bytes] of videos) {
    const file = present(await media.stat(name));
    const kept = await buffer(Readable.from(media.read(name, { start: 0, end: file.sizeBytes - 1 })));
    assert.equal(kept.toString(), bytes);
  }
});

test("a backup that is not whole, or a place that is taken, is refused before anything is written", async (t) => {
  const { place, videos } = await running(t);
  const target = join(await folder(t), "backup");
  await backUp(place, target);
  await assert.rejects(backUp(place, target), /is not empty/);
  const missing = placeIn(await folder(t));
  await assert.rejects(backUp(missing, `${target}-2`), /There is no installation/);
  await assert.rejects(restore(target, place), /Another Clipdesk already runs/);

  const empty = await folder(t);
  const [name = ""] = videos.keys();
  await appendFile(join(target, "media", name), "x");
  await assert.rejects(restore(target, placeIn(empty)), new RegExp(`media/${name} has changed`));
  await rm(join(target, "media", name));
  await assert.rejects(restore(target, placeIn(empty)), new RegExp(`media/${name} is missing`));
  await rm(join(target, "manifest.json"));
  await assert.rejects(restore(target, placeIn(empty)), /is no backup/);
  assert.deepEqual(await readdir(empty), []);
});

test("a video that is removed while a backup is made is missing from it as from the installation", async (t) => {
  const { place, store, videos } = await running(t);
  const [video = ""] = videos.keys();
  const target = await folder(t);
  copyDatabase(place.databaseFile, join(target, databaseName));
  await store.db.updateTable("jobs").set({ updated_at: 0 }).where("id", "=", video.slice(0, 36)).execute();
  const removed = present(await removeForRoom(store));
  assert.equal(videoName(removed.id), video);
  // Its poster is still there, as when the files are being deleted.
  await folderStore(place.mediaDir).delete(video);

  const files = await copyMedia(place.databaseFile, place.mediaDir, target);
  assert.deepEqual(
    files.map(({ name }) => name).sort(),
    [...videos.keys()]
      .slice(1)
      .map((name) => `media/${name}`)
      .sort(),
  );
  const copy = new DatabaseSync(join(target, databaseName), { readOnly: true });
  t.after(() => copy.close());
  const row = copy.prepare("select media_state, removed_at, has_leftovers from jobs where id = ?").get(removed.id);
  assert.deepEqual({ ...row }, { media_state: "expired", removed_at: removed.removed_at, has_leftovers: 1 });
});

test("a video that the database names and nobody has makes the backup fail, and leaves no manifest", async (t) => {
  const { place, videos } = await running(t);
  const [name = ""] = videos.keys();
  await rm(join(place.mediaDir, name));
  const target = join(await folder(t), "backup");
  await assert.rejects(backUp(place, target), { code: "ENOENT" });
  assert.ok(!(await readdir(target)).includes("manifest.json"));
});
