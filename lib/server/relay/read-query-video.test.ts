import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readQuery } from "./read-query.ts";
import { answer } from "./samples.ts";

const read = (body: unknown) => readQuery(answer(200, body));
const done = (rest: object) => read({ id: "x", status: "completed", ...rest });

describe("a success", () => {
  test("without a link is still running, and says so", () => {
    for (const video_url of [
      null,
      "",
      "Post Video Risk Not Pass",
      "javascript:alert(1)",
      "ftp://h/v",
      "//h/v",
      "https://",
      7,
      {},
    ]) {
      const outcome = done({ video_url });
      assert.equal(outcome.state, "running");
      assert.equal(outcome.isUrlMissing, true);
      assert.equal(outcome.videoUrl, null);
    }
  });

  test("has no error, whatever stale words it carries", () => {
    const outcome = done({
      video_url: "https://h/v",
      error: { code: "x", message: "stale" },
      detail: { error_message: "stale" },
    });
    assert.deepEqual([outcome.state, outcome.error, outcome.errorCode], ["succeeded", null, null]);
  });

  test("keeps its link byte for byte", () => {
    for (const url of ["https://h/v?sig=a%2Fb%3D&x=é 中|{}", "HTTPS://H:443/../v.mp4?", "http://[::1]/v#t=1"]) {
      assert.equal(done({ video_url: url }).videoUrl, url);
    }
  });

  test("takes the first link in the order of the list", () => {
    const places: [string, unknown][] = [
      ["video_url", "https://h/1"],
      [
        "detail",
        {
          upsample_video_url: "https://h/2",
          video_url: "https://h/21",
          url: "https://h/22",
          generations: [{ url: "https://h/23" }],
        },
      ],
      ["url", "https://h/3"],
      ["result_url", "https://h/4"],
      ["output", { url: "https://h/5" }],
      ["video", { url: "https://h/6" }],
      ["result", { video_url: "https://h/7", url: "https://h/8" }],
      ["data", { video_url: "https://h/9", url: "https://h/10" }],
      ["videos", [{ url: "https://h/17" }]],
      ["video_urls", ["https://h/18"]],
      ["video_result", [{ url: "https://h/19" }]],
      ["metadata", { url: "https://h/20" }],
    ];
    const found = places.map((_, start) => done(Object.fromEntries(places.slice(start))).videoUrl);
    const numbers = [1, 2, 3, 4, 5, 6, 7, 9, 17, 18, 19, 20];
    // With `video_url` gone, `detail` is next; without `detail` the list goes on in order.
    assert.deepEqual(
      found,
      numbers.map((number) => `https://h/${number}`),
    );
  });

  test("finds the link at every place of the list", () => {
    const url = "https://h/v";
    const bodies = [
      { result: { url } },
      { data: { result_url: url } },
      { data: { video: { url } } },
      { data: { output: url } },
      { data: { result_urls: [url] } },
      { data: { data: { video_url: url } } },
      { data: { data: { content: { video_url: url } } } },
      { detail: { video_url: url } },
      { detail: { generations: [{ url }] } },
      { data: { fail_reason: url } },
    ];
    for (const body of bodies) assert.equal(done(body).videoUrl, url, JSON.stringify(body));
  });

  test("never takes another link of the body", () => {
    const url = "https://h/input.png";
    const bodies = [
      { images: [url], image_url: url, cover_url: url, gif_url: url },
      { detail: { input: { images: [url] }, images: [{ url }], gif_url: url, draft_info: { downloadable_url: url } } },
      { data: [{ url }], output: [url], videos: [{ cover: url }], fail_reason: url },
      { thumbnail_url: url, choices: [{ message: { content: url } }] },
    ];
    for (const body of bodies) assert.equal(done(body).videoUrl, null, JSON.stringify(body));
  });
});

test("a link under a status that is not success is not handed out", () => {
  for (const status of ["processing", "failed", "warming_up", undefined]) {
    assert.equal(
      read({ id: "x", status, video_url: "https://h/v", data: { fail_reason: "https://h/w" } }).videoUrl,
      null,
    );
  }
});
