import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { demoClips, encodeTask } from "./demo-task.ts";
import { noon, relayAt } from "./test-demo.ts";

test("a task waits, runs with the share of its life as progress, and is completed with a video that can be loaded", async () => {
  const { clock, relay, createdId, answer } = relayAt(noon);
  const id = await createdId();

  clock.nowMs = noon + 999;
  assert.equal((await answer(id)).status, "pending");

  clock.nowMs = noon + 3_500;
  const half = await answer(id);
  assert.equal(half.status, "processing");
  assert.equal(Number.parseInt(String(half.progress), 10), 50);
  assert.ok(!half.video_url, "no link before the end");

  clock.nowMs = noon + 6_000;
  const end = await answer(id);
  assert.equal(end.status, "completed");
  assert.equal(end.status_update_time, noon + 6_000);
  const video = await relay(new Request(end.video_url ?? ""));
  assert.equal(video.status, 200);
  assert.equal(video.headers.get("content-type"), "video/mp4");
  const bytes = Buffer.from(await video.arrayBuffer());
  assert.equal(bytes.byteLength, Number(video.headers.get("content-length")));
  assert.equal(bytes.subarray(4, 8).toString(), "ftyp");
  const poster = await relay(new Request(end.thumbnail_url ?? ""));
  assert.equal(poster.headers.get("content-type"), "image/jpeg");
});

test("another relay with another memory goes on with a task, as after a restart", async () => {
  const id = await relayAt(noon).createdId();
  assert.equal((await relayAt(noon + 6_000).answer(id)).status, "completed");
});

test("a life without a set length takes 5 to 9 seconds", async () => {
  for (let round = 0; round < 20; round += 1) {
    const { clock, createdId, answer } = relayAt(noon, { lifeMs: undefined });
    const id = await createdId();
    clock.nowMs = noon + 4_999;
    assert.equal((await answer(id)).status, "processing");
    clock.nowMs = noon + 9_000;
    assert.equal((await answer(id)).status, "completed");
  }
});

test("a link has the origin of the query, is signed afresh each time and answers 403 once its hour is over", async () => {
  const { clock, relay, createdId, answer } = relayAt(noon);
  const id = await createdId();
  clock.nowMs = noon + 10_000;
  const first = (await answer(id, "http://127.0.0.1:4567")).video_url ?? "";
  assert.equal(new URL(first).origin, "http://127.0.0.1:4567");

  clock.nowMs = noon + 10_000 + 3_600_000;
  assert.equal((await relay(new Request(first))).status, 403);
  const second = (await answer(id)).video_url ?? "";
  assert.notEqual(new URL(second).search, new URL(first).search);
  assert.equal((await relay(new Request(second))).status, 200);
});

test("a link whose time of expiry was changed is refused", async () => {
  const { clock, relay, createdId, answer } = relayAt(noon);
  const id = await createdId();
  clock.nowMs = noon + 6_000;
  const url = new URL((await answer(id)).video_url ?? "");
  url.searchParams.set("exp", String(Number(url.searchParams.get("exp")) + 60));
  assert.equal((await relay(new Request(url))).status, 403);
});

test("tasks of one millisecond have different ids, and the clips of one ratio take turns", async () => {
  const { clock, createdId, answer } = relayAt(noon);
  const ids = await Promise.all([createdId(), createdId(), createdId(), createdId()]);
  assert.equal(new Set(ids).size, 4);
  clock.nowMs = noon + 6_000;
  const clips = await Promise.all(ids.map(async (id) => new URL((await answer(id)).video_url ?? "").pathname));
  assert.equal(new Set(clips).size, 2);
});

for (const [ratio, width, height] of [
  ["2:3", 720, 1080],
  ["3:2", 1080, 720],
  ["1:1", 720, 720],
] as const)
  test(`a task of ${ratio} ends in a clip of ${width} x ${height}`, async () => {
    const { clock, relay, createdId, answer } = relayAt(noon);
    const ids = [await createdId({ aspect_ratio: ratio }), await createdId({ aspect_ratio: ratio })];
    clock.nowMs = noon + 6_000;
    for (const id of ids) {
      const video = await relay(new Request((await answer(id)).video_url ?? ""));
      const bytes = Buffer.from(await video.arrayBuffer());
      // The last eight bytes of the track header: width and height as 16.16 fixed-point numbers.
      const header = bytes.indexOf("tkhd") - 4;
      const end = header + bytes.readUInt32BE(header);
      assert.deepEqual([bytes.readUInt16BE(end - 8), bytes.readUInt16BE(end - 4)], [width, height]);
    }
  });

test("every clip is small, plays while it arrives and has a small poster", async () => {
  for (const clip of demoClips) {
    const video = await readFile(join(process.cwd(), "public", "demo", `${clip}.mp4`));
    const poster = await readFile(join(process.cwd(), "public", "demo", `${clip}.jpg`));
    assert.ok(video.byteLength < 180_000, `${clip}.mp4 has ${video.byteLength} bytes`);
    assert.ok(poster.byteLength < 20_000, `${clip}.jpg has ${poster.byteLength} bytes`);
    assert.ok(video.indexOf("moov") < video.indexOf("mdat"), `${clip}.mp4 has its index at the end`);
  }
});

test("#failed runs and then fails with the relay's words and without a link", async () => {
  const { clock, createdId, answer } = relayAt(noon);
  const id = await createdId({ prompt: "a storm #failed" });
  clock.nowMs = noon + 5_999;
  assert.equal((await answer(id)).status, "processing");
  clock.nowMs = noon + 6_000;
  const end = await answer(id);
  assert.equal(end.status, "failed");
  assert.equal(end.video_url, null);
  assert.match(end.error?.message ?? "", /gave up/);
});

test("#expired is completed, and every link to its video answers 403", async () => {
  const { clock, relay, createdId, answer } = relayAt(noon);
  const id = await createdId({ prompt: "#expired" });
  clock.nowMs = noon + 6_000;
  for (let round = 0; round < 3; round += 1) {
    const end = await answer(id);
    assert.equal(end.status, "completed");
    assert.equal((await relay(new Request(end.video_url ?? ""))).status, 403);
  }
});

test("#slow takes a minute and a half", async () => {
  const { clock, createdId, answer } = relayAt(noon);
  const id = await createdId({ prompt: "#slow" });
  clock.nowMs = noon + 89_999;
  assert.equal((await answer(id)).status, "processing");
  clock.nowMs = noon + 90_000;
  assert.equal((await answer(id)).status, "completed");
});

test("#refused is refused by the content check and makes no task", async () => {
  const tasks: string[] = [];
  const { create } = relayAt(noon, { onTask: (id) => tasks.push(id) });
  const answer = await create({ prompt: "#refused" });
  assert.equal(answer.status, 400);
  assert.partialDeepStrictEqual(await answer.json(), { code: 50413, message: "Post Text Risk Not Pass" });
  assert.deepEqual(tasks, []);
});

test("#busy is busy twice, each prompt by itself, and then runs", async () => {
  const { create } = relayAt(noon);
  const statuses = async (prompt: string, calls: number) => {
    const seen = [];
    for (let call = 0; call < calls; call += 1) seen.push((await create({ prompt })).status);
    return seen;
  };
  assert.deepEqual(await statuses("one #busy", 2), [429, 429]);
  assert.deepEqual(await statuses("two #busy", 1), [429]);
  assert.deepEqual(await statuses("one #busy", 1), [200]);
});

test("#account has no credit at the first call and passes at the next", async () => {
  const { create } = relayAt(noon);
  const first = await create({ prompt: "#account" });
  assert.equal(first.status, 403);
  assert.partialDeepStrictEqual(await first.json(), { code: "insufficient_user_quota" });
  assert.equal((await create({ prompt: "#account" })).status, 200);
});

test("#lost makes a task, loses the answer and names the task in the error", async () => {
  const tasks: string[] = [];
  const { clock, create, answer } = relayAt(noon, { onTask: (id) => tasks.push(id) });
  await assert.rejects(create({ prompt: "#lost" }), (error: Error) => error.message.includes(tasks[0] ?? "none"));
  assert.equal(tasks.length, 1);
  clock.nowMs = noon + 6_000;
  assert.equal((await answer(tasks[0] ?? "")).status, "completed");
});

test("answers come in two dialects, as relays' do", async () => {
  const { answer } = relayAt(noon + 3_500);
  const task = { createdMs: noon, lifeMs: 6_000, clip: "silk", fate: "completed" } as const;
  const plain = encodeTask({ ...task, salt: "00000000" });
  const other = encodeTask({ ...task, salt: "10000000" });
  assert.partialDeepStrictEqual(await answer(plain), { id: plain, progress: 50, video_url: null });
  assert.partialDeepStrictEqual(await answer(other), { id: other.slice(5), progress: "50%", video_url: "" });
});
