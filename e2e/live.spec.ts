/** Live mode over real HTTP: what the relay is sent, and what is kept of its answer. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { call, readJob, submitOne, untilSaved } from "./api.ts";
import { cards, expectStatus, fillIn, generate, play } from "./desk.ts";
import { apiKey, expect, test } from "./live.ts";

test("a press sends one paid call, with the documented body and headers and nothing else", async ({ page, relay }) => {
  await page.goto("/");
  await expect(page.getByText("Demo mode")).toHaveCount(0);
  await fillIn(page, { prompt: "cat fish" });
  await generate(page).click();
  const card = cards(page, "cat fish");
  await expectStatus(card, "Succeeded");
  const { width, height } = await play(card);
  expect(width / height).toBeCloseTo(3 / 2, 2);

  const posts = relay.requests.filter(({ method }) => method !== "GET");
  expect(posts.map(({ path }) => path)).toEqual(["/v1/video/create"]);
  // The order of the keys, the types and the absence of anything else are all in this one text.
  expect(posts[0]?.body.toString()).toBe(
    '{"model":"jimeng-video-3.0","prompt":"cat fish","aspect_ratio":"3:2","size":"720P","images":[]}',
  );
  expect(posts[0]?.headers).toMatchObject({
    "content-type": "application/json",
    accept: "application/json",
    authorization: `Bearer ${apiKey}`,
  });
  expect(relay.tasks).toHaveLength(1);
});

const prompts = [
  "一只猫鱼在云海里游泳，镜头缓缓推进",
  "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 ﷽ \u202eright to left",
  '"quotes" \'and\' `backticks` \\ back\\slashes \\n \\u0041 {"prompt":"x"}',
  "<img src=x onerror=alert(1)> & <script>alert(2)</script> &lt;",
  "  first line\nsecond line\r\n\n\tindented  ",
  "${PATH} %s %00 ../../etc/passwd; drop table jobs; --",
];

test("a prompt reaches the relay and comes back byte for byte, whatever is in it", async ({ app, relay }) => {
  const images = ["https://pictures.example/a%20b.png?x=1&y=%20#z", "http://pictures.example/猫.jpg"];
  for (const prompt of prompts) {
    const job = await submitOne(app, { prompt, images });
    const { job: stored } = await readJob(app, job.id);
    expect(stored).toMatchObject({ prompt, images });
  }
  await relay.waitFor(() => relay.posts().filter(({ state }) => state === "answered").length === prompts.length);
  const sent = relay.posts().map(({ body }) => body.toString("utf8"));
  const expected = prompts.map((prompt) =>
    JSON.stringify({ model: "jimeng-video-3.0", prompt, aspect_ratio: "3:2", size: "720P", images }),
  );
  // Two calls are on their way at a time, so they may arrive in another order.
  expect(sent.toSorted()).toEqual(expected.toSorted());
});

test("the video is kept on our disk and served in parts, with a tag and a name", async ({ app, relay }) => {
  const { id } = await submitOne(app, { prompt: "cat / fish: 猫" });
  const job = await untilSaved(app, id);
  const { id: relayId } = await relayTask();
  expect(job).toMatchObject({ status: "succeeded", relay_id: relayId, failure: null });
  const path = job.media.video_url ?? "";
  expect(path).toBe(`/api/jobs/${id}/video`);

  const whole = await fetch(app.url + path);
  const bytes = Buffer.from(await whole.arrayBuffer());
  const { video_url: link } = await relayTask();
  const original = Buffer.from(await (await fetch(link)).arrayBuffer());
  expect(bytes.equals(original)).toBe(true);
  expect(job.media.bytes).toBe(original.byteLength);
  const files = await readdir(join(app.dataDir, "media"));
  const kept = await Promise.all(files.map((file) => readFile(join(app.dataDir, "media", file))));
  expect(kept.filter((content) => content.equals(original))).toHaveLength(1);
  expect(whole.headers.get("content-type")).toBe("video/mp4");
  expect(whole.headers.get("accept-ranges")).toBe("bytes");

  const head = await fetch(app.url + path, { headers: { range: "bytes=0-1" } });
  expect(head.status).toBe(206);
  expect(head.headers.get("content-range")).toBe(`bytes 0-1/${bytes.byteLength}`);
  expect(Buffer.from(await head.arrayBuffer())).toEqual(bytes.subarray(0, 2));

  const tail = await fetch(app.url + path, { headers: { range: "bytes=-5" } });
  expect(tail.status).toBe(206);
  expect(Buffer.from(await tail.arrayBuffer())).toEqual(bytes.subarray(-5));

  const beyond = await call(app, "GET", path, { headers: { range: `bytes=${bytes.byteLength}-` } });
  expect(beyond.status).toBe(416);
  expect(beyond.headers.get("content-range")).toBe(`bytes */${bytes.byteLength}`);

  const tag = whole.headers.get("etag") ?? "";
  expect(tag).toMatch(/^"[^"]+"$/);
  const known = await call(app, "GET", path, { headers: { "if-none-match": tag } });
  expect(known).toMatchObject({ status: 304, text: "" });

  const download = await fetch(`${app.url}${path}?download`);
  await download.body?.cancel();
  const disposition = download.headers.get("content-disposition") ?? "";
  expect(disposition).toMatch(/^attachment; filename="[^/:"]+\.mp4"; filename\*=UTF-8''cat%20fish%20%E7%8C%AB%20/);

  async function relayTask(): Promise<{ id: string; video_url: string }> {
    const query = `/v1/video/query?id=${encodeURIComponent(relay.tasks[0] ?? "")}`;
    const response = await fetch(relay.url + query, { headers: { authorization: `Bearer ${apiKey}` } });
    return { ...(await response.json()), id: relay.tasks[0] };
  }
});
