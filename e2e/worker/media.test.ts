/** Keeping videos against a relay over real sockets: dead links, wrong files, broken downloads. */
import assert from "node:assert/strict";
import { chmod, readdir } from "node:fs/promises";
import { test as testOnce } from "node:test";
import { test } from "#lib/server/database/testing.ts";
import { checkNow, settleCreated } from "#lib/server/worker/check.ts";
import { seen } from "../relay/behaviour.ts";
import { makeWorld } from "./world.ts";

test("a dead link is replaced by asking the relay for a fresh one", async (t) => {
  const world = await makeWorld(t, { relay: { script: { file: [seen.expiredLink] } } });
  const { id } = await world.submit();
  const job = await world.until(id, ({ media }) => media.state === "saved");
  assert.equal(job.status, "succeeded");
  assert.equal(world.relay.posts().length, 1);
});

test("a web page, a file over the cap and a file longer than announced are not kept, and the job stays succeeded", async (t) => {
  const wrong = [
    seen.notAVideo,
    { kind: "file", sizeBytes: 200, type: "text/plain" },
    { kind: "file", sizeBytes: 20_000_000 },
  ] as const;
  for (const behaviour of wrong) {
    const world = await makeWorld(t, { relay: { script: { file: [behaviour] } } });
    const { id } = await world.submit();
    const job = await world.until(id, ({ media }) => media.state === "failed");
    assert.deepEqual([job.status, job.media.video_url], ["succeeded", null]);
    assert.deepEqual(await readdir(world.mediaDir), []);
    // A person asks again, and now the link is good.
    await checkNow(world.deps, id, null);
    await world.until(id, ({ media }) => media.state === "saved");
  }
});

test("a download that breaks is taken up again until the whole file is here", async (t) => {
  const world = await makeWorld(t, { relay: { script: { file: [{ kind: "cut" }] } } });
  const { id } = await world.submit();
  await world.until(id, ({ media }) => media.state === "pending" && media.error !== null);
  const job = await world.until(id, ({ media }) => media.state === "saved");
  assert.deepEqual([job.media.error, (await readdir(world.mediaDir)).includes(`${id}.mp4`)], [null, true]);
});

test("an unknown job goes on under the id that a person found, and keeps its video", async (t) => {
  const world = await makeWorld(t, { relay: { script: { create: [{ kind: "reset" }] } } });
  const { id } = await world.submit();
  await world.until(id, ({ status }) => status === "unknown");
  const [found] = world.relay.tasks;
  await assert.rejects(settleCreated(world.deps, id, "demo:nonsense", "ada"), { code: "relay_id_unknown" });
  await settleCreated(world.deps, id, found ?? "", "ada");
  await world.until(id, ({ media }) => media.state === "saved");
  assert.equal(world.relay.posts().length, 1);
});

test("checking a job whose video is kept asks nothing and leaves the video alone", async (t) => {
  const world = await makeWorld(t);
  const { id } = await world.submit();
  const kept = await world.until(id, ({ media }) => media.state === "saved" && media.poster_url !== null);
  const calls = world.relay.requests.length;
  assert.deepEqual(await checkNow(world.deps, id, "ada"), kept);
  assert.equal(world.relay.requests.length, calls);
});

test("a late success is accepted by `check again`", async (t) => {
  const failed = { kind: "edit", set: { status: "failed", error: "upstream timeout" } } as const;
  const world = await makeWorld(t, { relay: { script: { query: [failed] } } });
  const { id } = await world.submit();
  await world.until(id, ({ status }) => status === "failed");
  const checked = await world
    .until(id, () => true)
    .then(async () => {
      for (;;) {
        const job = await checkNow(world.deps, id, "ada");
        if (job.status === "succeeded") return job;
      }
    });
  assert.equal(checked.failure, null);
  await world.until(id, ({ media }) => media.state === "saved");
});

const asRoot = process.getuid?.() === 0;
testOnce(
  "a folder that cannot be written is said, nothing is half-written, and the video comes when it can",
  { skip: asRoot && "root may write anywhere" },
  async (t) => {
    const world = await makeWorld(t);
    await chmod(world.mediaDir, 0o500);
    t.after(() => chmod(world.mediaDir, 0o700));
    const { id } = await world.submit();
    await world.until(id, ({ media }) => media.error !== null);
    await chmod(world.mediaDir, 0o700);
    await world.until(id, ({ media }) => media.state === "saved");
  },
);
