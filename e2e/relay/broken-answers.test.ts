/** Answers of the scripted relay that stall, break or are not what they say. */
import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { type Behaviour, seen } from "./behaviour.ts";
import { call, create, createdId, parse, query, relayFor } from "./testing.ts";
import { begin, relayWithClock } from "./test-clock.ts";

test("a stall before the head is silence on an open connection, with the task made", async (t) => {
  const relay = await relayFor(t, { script: { create: [{ kind: "stall", at: "headers" }] } });
  const sent = begin(t, `${relay.url}/v1/video/create`, "POST");
  sent.on("response", () => assert.fail("it answered"));
  await relay.waitFor(() => relay.posts()[0]?.state === "open");
  assert.equal((await create(relay)).status, 200);
  assert.equal(relay.posts()[0]?.state, "open");
  sent.destroy();
  await relay.waitFor(() => relay.posts()[0]?.state === "broken");
  assert.equal(relay.tasks.length, 2);
});

test("a stall in the body sends the head and half of the body", async (t) => {
  const { clock, relay } = await relayWithClock(t);
  const id = await createdId(relay);
  clock.nowMs += 300;
  const url = parse(await query(relay, id)).video_url ?? "";
  relay.script("file", [{ kind: "stall", at: "body" }]);
  const [response]: IncomingMessage[] = await once(begin(t, url, "GET"), "response");
  assert.ok(response !== undefined);
  const declared = Number(response.headers["content-length"]);
  let received = 0;
  for await (const chunk of response) {
    received += chunk.length;
    if (received >= Math.ceil(declared / 2)) break;
  }
  assert.equal(received, Math.ceil(declared / 2));
});

test("a cut answer declares its true length and ends in the middle", async (t) => {
  const relay = await relayFor(t, { script: { create: [{ kind: "cut" }] } });
  const [response]: IncomingMessage[] = await once(begin(t, `${relay.url}/v1/video/create`, "POST"), "response");
  assert.ok(response !== undefined);
  let text = "";
  await assert.rejects(
    async () => {
      for await (const chunk of response) text += String(chunk);
    },
    { code: "ECONNRESET" },
  );
  assert.equal(text.length, Math.ceil(Number(response.headers["content-length"]) / 2));
  assert.equal(relay.tasks.length, 1);
});

async function fileAnswer(t: TestContext, behaviour: Behaviour) {
  const { clock, relay } = await relayWithClock(t);
  const id = await createdId(relay);
  clock.nowMs += 300;
  const url = parse(await query(relay, id)).video_url ?? "";
  relay.script("file", [behaviour]);
  return call(url);
}

test("a file can be shorter than declared", async (t) => {
  await assert.rejects(fileAnswer(t, { kind: "file", sizeBytes: 1_000, declaredBytes: 2_000 }), { code: "ECONNRESET" });
});

test("a file can go on after its declared length", async (t) => {
  const relay = await relayFor(t);
  relay.script("file", [{ kind: "file", sizeBytes: 3_000, declaredBytes: 2_000 }]);
  // Node's own client refuses such an answer, so it is read as it comes.
  const socket = connect(Number(new URL(relay.url).port), "127.0.0.1");
  socket.write("GET /files/aurora.mp4 HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n");
  const bytes = await buffer(socket);
  const head = bytes.indexOf("\r\n\r\n") + 4;
  assert.match(bytes.subarray(0, head).toString(), /content-length: 2000\r\n/);
  assert.equal(bytes.byteLength - head, 3_000);
});

test("a large file can come without a declared length", async (t) => {
  const answer = await fileAnswer(t, { kind: "file", sizeBytes: 5_000_000, declaredBytes: null });
  assert.equal(answer.headers["content-length"], undefined);
  assert.equal(answer.body.byteLength, 5_000_000);
});

test("a file can be of the wrong type, and a link can have expired", async (t) => {
  assert.equal((await fileAnswer(t, seen.notAVideo)).headers["content-type"], "text/html");
  assert.equal((await fileAnswer(t, seen.expiredLink)).status, 403);
});

test("a link expires by the relay's clock", async (t) => {
  const { clock, relay } = await relayWithClock(t, { linkLifeMs: 60_000 });
  const id = await createdId(relay);
  clock.nowMs += 300;
  const url = parse(await query(relay, id)).video_url ?? "";
  clock.nowMs += 60_000;
  assert.equal((await call(url)).status, 403);
});
