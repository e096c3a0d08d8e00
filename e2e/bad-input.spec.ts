/** What the API refuses, in which words, and that nothing of it is stored. */
import { request } from "node:http";
import {
  type Answer,
  type Site,
  call,
  expectProblem,
  listJobs,
  send,
  submitOne,
  untilStatus,
  validJob,
} from "./api.ts";
import { expect, test } from "./live.ts";

const image = "https://pictures.example/1.png";
const nowhere = "01890000-0000-7000-8000-000000000000";

/** What is wrong with a submission, the field that must be named, and the fields that make it so. */
const badFields: readonly [what: string, field: string, change: Record<string, unknown>][] = [
  ["no prompt", "prompt", { prompt: undefined }],
  ["an empty prompt", "prompt", { prompt: "" }],
  ["a prompt of blanks", "prompt", { prompt: " \n\t\u3000" }],
  ["a prompt that is no text", "prompt", { prompt: 7 }],
  ["a prompt of 801 characters", "prompt", { prompt: "x".repeat(801) }],
  ["a prompt of 801 emoji", "prompt", { prompt: "🐟".repeat(801) }],
  ["half a character", "prompt", { prompt: "a\ud800b" }],
  ["a NUL", "prompt", { prompt: "a\0b" }],
  ["a prompt and prompts", "prompts", { prompts: ["cat fish"] }],
  ["prompts that are no list", "prompts", { prompt: undefined, prompts: "cat fish" }],
  ["no prompts", "prompts", { prompt: undefined, prompts: [] }],
  ["21 prompts", "prompts", { prompt: undefined, prompts: Array(21).fill("cat fish") }],
  ["one bad line of four", "prompts.3", { prompt: undefined, prompts: ["cat", "fish", "boat", " "] }],
  ["42 jobs at once", "count", { prompt: undefined, prompts: Array(6).fill("cat fish"), count: 7 }],
  ["no ratio", "aspect_ratio", { aspect_ratio: undefined }],
  ["an unlisted ratio", "aspect_ratio", { aspect_ratio: "16:9" }],
  ["a ratio with a blank", "aspect_ratio", { aspect_ratio: "3:2 " }],
  ["an unlisted size", "size", { size: "1080P" }],
  ["a size in small letters", "size", { size: "720p" }],
  ["no images", "images", { images: undefined }],
  ["images that are no list", "images", { images: image }],
  ["five images", "images", { images: Array(5).fill(image) }],
  ["an image that is no URL", "images.0", { images: ["cat.png"] }],
  ["an image of another scheme", "images.1", { images: [image, "ftp://pictures.example/1.png"] }],
  ["a data URL", "images.0", { images: ["data:image/png;base64,AAAA"] }],
  ["a script", "images.0", { images: ["javascript:alert(1)"] }],
  ["an image with a user's name", "images.0", { images: ["https://user@pictures.example/1.png"] }],
  ["an image with a password", "images.0", { images: ["https://user:word@pictures.example/1.png"] }],
  ["an image that is a number", "images.0", { images: [1] }],
  ["an endless link", "images.0", { images: [`${image}?${"x".repeat(3_000)}`] }],
  ["another model", "model", { model: "sora" }],
  ["no takes", "count", { count: 0 }],
  ["nine takes", "count", { count: 9 }],
  ["half a take", "count", { count: 1.5 }],
  ["takes as text", "count", { count: "2" }],
  ["an unknown field", "seed", { seed: 1 }],
  ["the key of another", "api_key", { api_key: "x" }],
];

test("a bad submission is refused with its field named, and nothing of it is stored", async ({ app, relay }) => {
  for (const [what, field, change] of badFields) {
    await test.step(what, async () => {
      const answer = await send(
        app,
        "POST",
        "/api/jobs",
        { ...validJob, ...change },
        { "idempotency-key": what.replaceAll(" ", "-") },
      );
      const { fields } = expectProblem(answer, 400, "invalid_fields");
      expect(Object.keys(fields ?? {})).toEqual([field]);
      expect(fields?.[field]).toMatch(/\w{2}/);
    });
  }
  await test.step("several faults are all named at once", async () => {
    const answer = await send(app, "POST", "/api/jobs", { prompt: "", size: "8K", images: [image, "x"], more: 1 });
    const { fields } = expectProblem(answer, 400, "invalid_fields");
    expect(Object.keys(fields ?? {}).toSorted()).toEqual(["aspect_ratio", "images.1", "more", "prompt", "size"]);
  });
  await test.step("each in the language of whoever sent it", async () => {
    const asked = { ...validJob, prompt: "", size: "8K" };
    const chinese: Record<string, string>[] = [
      { "accept-language": "zh-CN,en;q=0.5" },
      { cookie: "a=b; clipdesk_lang=zh" },
    ];
    for (const headers of chinese) {
      const { fields, title } = expectProblem(
        await send(app, "POST", "/api/jobs", asked, headers),
        400,
        "invalid_fields",
      );
      for (const words of [title, fields?.["prompt"], fields?.["size"]]) expect(words).toMatch(/[\u4e00-\u9fff]/);
    }
    const headers = { "accept-language": "zh-CN", cookie: "clipdesk_lang=en" };
    const { fields } = expectProblem(await send(app, "POST", "/api/jobs", asked, headers), 400, "invalid_fields");
    expect(fields?.["prompt"]).toBe("Write a prompt");
  });
  await test.step("a header that is no key", async () => {
    const answer = await send(app, "POST", "/api/jobs", validJob, { "idempotency-key": "two words" });
    expect(Object.keys(expectProblem(answer, 400, "invalid_fields").fields ?? {})).toEqual(["Idempotency-Key"]);
  });
  await expectNothingStored(app);

  await test.step("what is just within the limits is taken", async () => {
    const job = await submitOne(app, { prompt: "🐟".repeat(800), images: Array(4).fill(image) });
    await untilStatus(app, job.id, "succeeded");
    expect(relay.posts()).toHaveLength(1);
  });
});

test("a body that is no JSON, too large or of another kind is refused before it is read", async ({ app, relay }) => {
  const json = { "content-type": "application/json" };
  const post = (body: BodyInit, headers: Record<string, string> = json) =>
    call(app, "POST", "/api/jobs", { body, headers });
  for (const body of ["{", "prompt=x", '{"prompt":"x"}}', "\ufeff{}x", "undefined"]) {
    expectProblem(await post(body), 400, "invalid_json");
  }
  expectProblem(await post(new Uint8Array([0x22, 0xff, 0xfe, 0x22])), 400, "invalid_json");
  for (const body of ["[]", "null", '"text"', "1"]) expectProblem(await post(body), 400, "invalid_fields");
  expectProblem(await call(app, "POST", "/api/jobs"), 400, "invalid_fields");

  const valid = JSON.stringify(validJob);
  const types = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
  ];
  for (const type of types) expectProblem(await post(valid, { "content-type": type }), 415, "not_json");
  expectProblem(await post(new Blob([valid]), {}), 415, "not_json");

  const megabyte = JSON.stringify({ ...validJob, prompt: "x".repeat(1_000_000) });
  expectProblem(await post(megabyte), 413, "too_large");
  expectProblem(await chunked(app, megabyte), 413, "too_large");
  await expectNothingStored(app);
  expect(relay.requests).toHaveLength(0);

  const utf8 = await post(valid, { "content-type": "Application/JSON; charset=utf-8" });
  expect(utf8.status).toBe(201);
});

test("a bad query names its parameter", async ({ app }) => {
  const bad: readonly [query: string, field: string, path?: string][] = [
    ["", "since", "/api/jobs/changes"],
    ["since=", "since", "/api/jobs/changes"],
    ["since=-1", "since", "/api/jobs/changes"],
    ["since=1&limit=1", "limit", "/api/jobs/changes"],
    ["", "ids", "/api/jobs/archive"],
    ["ids=", "ids", "/api/jobs/archive"],
    [`ids=${nowhere},`, "ids", "/api/jobs/archive"],
    ["ids=../../etc/passwd", "ids", "/api/jobs/archive"],
    [`ids=${Array(101).fill(nowhere).join(",")}`, "ids", "/api/jobs/archive"],
    ["starred=yes", "starred"],
    ["trashed=", "trashed"],
    ["batch=x", "batch"],
    ["status=done", "status"],
    ["status=queued,", "status"],
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["limit=ten", "limit"],
    ["limit=1.5", "limit"],
    ["cursor=x", "cursor"],
    [`q=${"x".repeat(201)}`, "q"],
    ["page=2", "page"],
    ["limit=1&limit=2", "limit"],
  ];
  for (const [query, field, path = "/api/jobs"] of bad) {
    const answer = await call(app, "GET", `${path}?${query}`);
    expect(Object.keys(expectProblem(answer, 400, "invalid_query").fields ?? {}), query).toEqual([field]);
  }
});

test("what is not there is 404, and what a job's status does not allow is 409", async ({ app, relay }) => {
  for (const id of [nowhere, "x", "..%2f..%2fetc%2fpasswd", "%00"]) {
    const path = `/api/jobs/${id}`;
    for (const read of ["", "/video", "/poster"]) expectProblem(await call(app, "GET", path + read), 404, "not_found");
    for (const below of ["", "/star"]) expectProblem(await call(app, "DELETE", path + below), 404, "not_found");
    expectProblem(await call(app, "PUT", `${path}/star`), 404, "not_found");
    for (const action of ["cancellation", "retries", "checks", "restoration"]) {
      expectProblem(await call(app, "POST", `${path}/${action}`), 404, "not_found");
    }
    const rulings = [{ outcome: "not_created" }, { outcome: "created", relay_id: "demo:x" }];
    for (const ruling of rulings) {
      expectProblem(await send(app, "POST", `${path}/resolution`, ruling), 404, "not_found");
    }
  }
  for (const path of ["/api/nothing", `/api/jobs/archive?ids=${nowhere}`]) {
    expectProblem(await call(app, "GET", path), 404, "not_found");
  }
  await expectNothingStored(app);

  const { id } = await submitOne(app);
  await untilStatus(app, id, "succeeded");
  expectProblem(await call(app, "POST", `/api/jobs/${id}/cancellation`), 409, "not_queued");
  // A call that has nothing to be told takes no other call's body.
  for (const [method, below] of [
    ["POST", "cancellation"],
    ["POST", "checks"],
    ["POST", "restoration"],
    ["PUT", "star"],
  ] as const) {
    const path = `/api/jobs/${id}/${below}`;
    const answer = await send(app, method, path, { accept_risk: true });
    expect(Object.keys(expectProblem(answer, 400, "invalid_fields").fields ?? {}), path).toEqual(["accept_risk"]);
    expectProblem(await send(app, method, path, {}, { "content-type": "text/plain" }), 415, "not_json");
    expectProblem(await send(app, method, path, "x".repeat(65_536)), 413, "too_large");
  }
  for (const ruling of [{ outcome: "not_created" }, { outcome: "created", relay_id: "demo:x" }]) {
    expectProblem(await send(app, "POST", `/api/jobs/${id}/resolution`, ruling), 409, "not_unknown");
  }
  for (const ruling of [{}, { outcome: "perhaps" }, { outcome: "created" }, { outcome: "created", relay_id: "" }]) {
    expectProblem(await send(app, "POST", `/api/jobs/${id}/resolution`, ruling), 400, "invalid_fields");
  }
  expectProblem(await send(app, "POST", `/api/jobs/${id}/retries`, { accept_risk: "yes" }), 400, "invalid_fields");
  expectProblem(await send(app, "POST", "/api/dispatch", { paused: "yes" }), 400, "invalid_fields");
  expect(relay.posts()).toHaveLength(1);
});

async function expectNothingStored(site: Site): Promise<void> {
  expect(await listJobs(site)).toEqual([]);
}

/** A body without an announced length. */
function chunked(site: Site, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    const sent = request(`${site.url}/api/jobs`, { method: "POST", headers, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.once("end", () => {
        const type = answer.headers["content-type"] ?? "";
        resolve({ status: answer.statusCode ?? 0, headers: new Headers({ "content-type": type }), text });
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
