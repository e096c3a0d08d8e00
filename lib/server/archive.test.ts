import assert from "node:assert/strict";
import { test } from "node:test";
import { parse as parseDisposition } from "content-disposition";
import { archiveJobs } from "./archive.ts";
import { rowsById } from "./jobs/read.ts";
import { testStore } from "./jobs/test-store.ts";
import { queuedJob } from "./jobs/testing.ts";
import { folderStore } from "./media/folder-store.ts";
import { videoName } from "./media/names.ts";
import { unzip } from "./media/test-zip.ts";
import { emptyFolder } from "./media/testing.ts";

const nowhere = "01890000-0000-7000-8000-000000000000";
const now = new Date("2026-11-29T12:00:00Z");

test("an archive names its videos after their prompts and says of every job what became of it", async (t) => {
  const store = await testStore(t);
  const media = folderStore(await emptyFolder(t));
  const ids: string[] = [];
  for (const prompt of ["Cat / fish", "一只猫", "gone from the disk", "not finished"]) {
    const { id } = await queuedJob(store, prompt);
    ids.push(id);
    if (prompt === "not finished") continue;
    const set = { status: "succeeded", media_state: "saved", media_bytes: 5, media_type: "video/webm" } as const;
    await store.db.updateTable("jobs").set(set).where("id", "=", id).execute();
    async function* source() {
      yield Buffer.from(prompt);
    }
    if (prompt !== "gone from the disk") await media.write(videoName(id), source());
  }
  const asked = [ids[1] ?? "", nowhere, ...ids.filter((_, i) => i !== 1)];
  const rows = await rowsById(store, asked);
  const archive = (of: readonly string[], method = "GET") =>
    archiveJobs(new Request("http://desk.test/", { method }), of, rows, media, now);

  const response = await archive(asked);
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.equal(response.headers.get("content-type"), "application/zip");
  assert.equal(response.headers.get("content-length"), String(bytes.length));
  const { parameters } = parseDisposition(response.headers.get("content-disposition") ?? "");
  assert.equal(parameters["filename"], "Clipdesk 2026-11-29, 2 videos.zip");
  const files = unzip(bytes);
  const manifest = JSON.parse(files.get("manifest.json")?.toString() ?? "");
  assert.equal(manifest.made_at, now.toISOString());
  const told: { id: string; file: string | null; missing: string | null; prompt?: string; size?: string }[] =
    manifest.jobs;
  assert.deepEqual(
    told.map(({ id, prompt, missing, size }) => [id, prompt, missing, size]),
    [
      [ids[1], "一只猫", null, "720P"],
      [nowhere, undefined, "There is no such job", undefined],
      [ids[0], "Cat / fish", null, "720P"],
      [ids[2], "gone from the disk", "The file is not where the videos are kept", "720P"],
      [ids[3], "not finished", "This job has no video here", "720P"],
    ],
  );
  const named = told.flatMap(({ file, prompt }) => (file === null ? [] : [{ file, prompt }]));
  assert.deepEqual([...files.keys()], ["manifest.json", ...named.map(({ file }) => file)]);
  for (const { file, prompt } of named) assert.equal(files.get(file)?.toString(), prompt);
  assert.match(named[0]?.file ?? "", /^一只猫 [0-9a-f]{8}\.webm$/);
  assert.match(named[1]?.file ?? "", /^Cat fish [0-9a-f]{8}\.webm$/);

  const head = await archive(asked, "HEAD");
  assert.deepEqual([head.body, head.headers.get("content-length")], [null, String(bytes.length)]);
  await assert.rejects(archive([ids[3] ?? "", nowhere]), { code: "not_found" });
});

test("two videos of one name, or of names that differ in their case alone, lie side by side", async (t) => {
  const store = await testStore(t);
  const media = folderStore(await emptyFolder(t));
  const { id } = await queuedJob(store, "Cat");
  const [row] = await rowsById(store, [id]);
  assert.ok(row);
  // Ids whose ends are the same, which is what tells takes of one prompt apart.
  const twins = ["1", "2", "3"].map((first) => ({ ...row, id: first + id.slice(1), media_state: "saved" as const }));
  if (twins[2]) twins[2].prompt = "CAT";
  for (const twin of twins) {
    async function* source() {
      yield Buffer.from(twin.id);
    }
    await media.write(videoName(twin.id), source());
  }
  const ids = twins.map((twin) => twin.id);
  const response = await archiveJobs(new Request("http://desk.test/"), ids, twins, media, now);
  const names = [...unzip(Buffer.from(await response.arrayBuffer())).keys()].slice(1);
  const end = id.slice(-8);
  assert.deepEqual(names, [`Cat ${end}.mp4`, `Cat ${end} (2).mp4`, `CAT ${end} (3).mp4`]);
});
