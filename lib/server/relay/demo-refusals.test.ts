import assert from "node:assert/strict";
import { test } from "node:test";
import { demoBaseUrl } from "./demo.ts";
import { noon, relayAt } from "./test-demo.ts";

for (const [name, field] of [
  ["no model", { model: undefined }],
  ["an empty prompt", { prompt: "" }],
  ["no ratio", { aspect_ratio: undefined }],
  ["a word for a ratio", { aspect_ratio: "wide" }],
  ["no size", { size: undefined }],
  ["no list of images", { images: undefined }],
  ["an image that is no link", { images: ["picture.png"] }],
] as const)
  test(`a create with ${name} is a bad request that names the field`, async () => {
    const answer = await relayAt(noon).create(field);
    assert.equal(answer.status, 400);
    assert.partialDeepStrictEqual(await answer.json(), { error: { param: Object.keys(field)[0] ?? "" } });
  });

test("a body that is not JSON is a bad request", async () => {
  const { relay } = relayAt(noon);
  const headers = { authorization: "Bearer any" };
  const request = new Request(`${demoBaseUrl}/v1/video/create`, { method: "POST", headers, body: "{" });
  assert.equal((await relay(request)).status, 400);
});

test("a call without a key, or with another key than the one set, is 401", async () => {
  const { relay } = relayAt(noon, { apiKey: "right" });
  const statusWith = async (headers: Record<string, string>) =>
    (await relay(new Request(`${demoBaseUrl}/v1/video/query?id=x`, { headers }))).status;
  assert.equal(await statusWith({}), 401);
  assert.equal(await statusWith({ authorization: "Basic right" }), 401);
  assert.equal(await statusWith({ authorization: "Bearer wrong" }), 401);
  assert.equal(await statusWith({ authorization: "Bearer right" }), 400);
});

test("a path that is not there is 404 Invalid URL", async () => {
  const { relay } = relayAt(noon);
  for (const path of ["/v1/video/created", "/v1/video/create", "/files/nothing.mp4", "/files/..%2f..%2fpackage.json"]) {
    const answer = await relay(new Request(demoBaseUrl + path, { headers: { authorization: "Bearer any" } }));
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /Invalid URL \(GET /);
  }
});

test("an id that this relay never gave is task_not_exist", async () => {
  const { query, createdId } = relayAt(noon);
  const id = await createdId();
  const foreign =
    "demo:" + Buffer.from(JSON.stringify([noon, 6_000, "../secret", "completed", "00000000"])).toString("base64url");
  for (const unknown of ["", "jimeng:7391", "demo:", "demo:!!!", id.slice(0, -1), `${id}=`, id.slice(5), foreign]) {
    const answer = await query(unknown);
    assert.equal(answer.status, 400, unknown);
    assert.partialDeepStrictEqual(await answer.json(), { code: "task_not_exist" });
  }
});
