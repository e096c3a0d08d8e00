import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { test, type TestContext } from "node:test";
import { lengthHeader, restoreContentLength } from "./content-length.ts";
import { serve } from "./testing.ts";

restoreContentLength();

async function answerTo(t: TestContext, method: string, hasLength: boolean) {
  const server = await serve(t, (_request, response) => {
    // As Next sends what a route handler answers: header by header, then flushed, then the body.
    if (hasLength) response.appendHeader(lengthHeader, "11");
    response.appendHeader("content-type", "video/mp4");
    if (method === "HEAD") return response.end();
    response.flushHeaders();
    response.write("hello ");
    return response.end("world");
  });
  const asking = request(server.origin, { method }).end();
  const [response] = await once(asking, "response");
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { headers: response.headers, text };
}

test("a body of known length is sent with that length, and without the header that carried it", async (t) => {
  const { headers, text } = await answerTo(t, "GET", true);
  assert.equal(headers["content-length"], "11");
  assert.equal(headers["transfer-encoding"], undefined);
  assert.equal(headers[lengthHeader], undefined);
  assert.equal(text, "hello world");
});

test("HEAD tells the length too", async (t) => {
  const { headers } = await answerTo(t, "HEAD", true);
  assert.equal(headers["content-length"], "11");
});

test("an answer whose length nobody told is sent as before", async (t) => {
  const { headers, text } = await answerTo(t, "GET", false);
  assert.equal(headers["content-length"], undefined);
  assert.equal(headers["transfer-encoding"], "chunked");
  assert.equal(text, "hello world");
});
