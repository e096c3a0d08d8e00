import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { seen } from "./behaviour.ts";
import { startRelay } from "./server.ts";
import { call, create, createdId, parse, query, relayFor, validBody } from "./testing.ts";
import { relayWithClock } from "./test-clock.ts";

test("a job runs from create to file over HTTP, and every request is recorded byte for byte", async (t) => {
  const { clock, relay } = await relayWithClock(t);
  const body = JSON.stringify({ ...validBody, prompt: "潮水  \u{1F30A}" });
  const headers = { "Content-Type": "application/json", "X-Odd-Case": "kept" };
  const created = parse(await call(`${relay.url}/v1/video/create`, { method: "POST", headers }, body));
  clock.nowMs += 300;
  const ended = parse(await query(relay, created.id));
  assert.equal(ended.status, "completed");
  assert.equal(new URL(ended.video_url ?? "").origin, relay.url);
  const file = await call(ended.video_url ?? "");
  assert.equal(file.headers["content-type"], "video/mp4");
  assert.equal(file.body.byteLength, Number(file.headers["content-length"]));

  const [post, get, download] = relay.requests;
  assert.deepEqual([post?.target, get?.target, download?.target], ["create", "query", "file"]);
  assert.deepEqual(post?.body, Buffer.from(body));
  assert.ok(post?.rawHeaders.includes("X-Odd-Case"));
  assert.equal(get?.path, `/v1/video/query?id=${encodeURIComponent(created.id)}`);
  assert.deepEqual(relay.tasks, [created.id]);
  assert.equal(post?.taskId, created.id);
});

test("the key is checked when one is set", async (t) => {
  const relay = await relayFor(t, { apiKey: "right" });
  assert.equal((await create(relay)).status, 401);
  assert.equal((await create(relay, {}, { headers: { authorization: "Bearer right" } })).status, 200);
  assert.equal(relay.tasks.length, 1);
});

test("a queue is used up in order and then all is well", async (t) => {
  const relay = await relayFor(t, { script: { create: [seen.busy(), seen.busy(7), seen.refused] } });
  const answers = [await create(relay), await create(relay), await create(relay), await create(relay)];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [429, 429, 400, 200],
  );
  assert.equal(answers[0]?.headers["retry-after"], undefined);
  assert.equal(answers[0]?.body.byteLength, 0);
  assert.equal(answers[1]?.headers["retry-after"], "7");
  assert.equal(relay.tasks.length, 1);
});

test("a function chooses by what was asked", async (t) => {
  const relay = await relayFor(t);
  relay.script("create", ({ body }) => (body.includes("storm") ? seen.badGateway : undefined));
  assert.equal((await create(relay, { prompt: "a storm" })).status, 502);
  assert.equal((await create(relay, { prompt: "a calm sea" })).status, 200);
});

for (const [name, behaviour, status, text] of [
  ["a redirect", seen.moved("http://127.0.0.1:1/elsewhere"), 307, ""],
  ["421", seen.misdirected, 421, "Misdirected"],
  ["a web page with 200", seen.webPage, 200, "<!doctype html>"],
  ["nothing with 200", seen.empty, 200, ""],
  ["JSON that is cut short", seen.cutJson, 200, '{"id":"demo:'],
  ["Cloudflare's 524", seen.timeout, 524, "<!doctype html>"],
] as const)
  test(`a create can be answered with ${name}, and then no task is made`, async (t) => {
    const relay = await relayFor(t, { script: { create: [behaviour] } });
    const answer = await create(relay);
    assert.equal(answer.status, status);
    assert.ok(answer.body.toString().startsWith(text));
    assert.deepEqual(relay.tasks, []);
  });

test("a redirect names its target", async (t) => {
  const relay = await relayFor(t, { script: { create: [seen.moved("http://127.0.0.1:1/elsewhere")] } });
  assert.equal((await create(relay)).headers.location, "http://127.0.0.1:1/elsewhere");
});

test("an answer can be charged although it is an error", async (t) => {
  const relay = await relayFor(t, { script: { create: [{ kind: "answer", status: 504, charged: true }] } });
  assert.equal((await create(relay)).status, 504);
  assert.deepEqual(
    relay.posts().map(({ taskId }) => taskId),
    relay.tasks,
  );
  assert.equal(relay.tasks.length, 1);
});

test("an accepted create can come without an id", async (t) => {
  const relay = await relayFor(t, { script: { create: [seen.noId] } });
  const fields = JSON.parse((await create(relay)).body.toString());
  assert.deepEqual(Object.keys(fields), ["status", "status_update_time"]);
  assert.equal(relay.tasks.length, 1);
});

test("two creates can be answered with one id, and both are charged", async (t) => {
  const relay = await relayFor(t, { script: { create: [{ kind: "ok" }, { kind: "repeat_id" }] } });
  const first = await createdId(relay);
  assert.equal(await createdId(relay), first);
  assert.equal(new Set(relay.tasks).size, 2);
});

test("a status can go backwards", async (t) => {
  const { clock, relay } = await relayWithClock(t);
  const id = await createdId(relay);
  clock.nowMs += 200;
  relay.script("query", [{ kind: "ok" }, { kind: "edit", set: { status: "pending", progress: 0 } }]);
  const statuses = [];
  for (let round = 0; round < 3; round += 1) statuses.push(parse(await query(relay, id)).status);
  assert.deepEqual(statuses, ["processing", "pending", "processing"]);
});

for (const kind of ["reset", "close"] as const)
  test(`a ${kind} after reading leaves no answer, and the task is made unless it is said not to be`, async (t) => {
    const relay = await relayFor(t, { script: { create: [{ kind }, { kind, charged: false }] } });
    await assert.rejects(create(relay), { code: "ECONNRESET" });
    assert.equal(relay.tasks.length, 1);
    await assert.rejects(create(relay), { code: "ECONNRESET" });
    assert.equal(relay.tasks.length, 1);
    assert.deepEqual(
      relay.posts().map(({ body }) => JSON.parse(body.toString())),
      [validBody, validBody],
    );
  });

for (const behaviour of ["close", "reset"] as const)
  test(`a connection can be accepted and ended at once by ${behaviour}, with nothing read`, async (t) => {
    const relay = await relayFor(t);
    relay.scriptConnections([behaviour]);
    await assert.rejects(create(relay));
    assert.equal(relay.connectionCount(), 1);
    assert.equal(relay.requests.length, 0);
    assert.equal((await create(relay)).status, 200);
  });

test("a mute connection is accepted and neither read nor answered", async (t) => {
  const relay = await relayFor(t);
  relay.scriptConnections(["mute"]);
  const socket = connect(Number(new URL(relay.url).port), "127.0.0.1");
  t.after(() => socket.destroy());
  socket.on("data", () => assert.fail("it spoke"));
  await once(socket, "connect");
  socket.write("GET /v1/video/query?id=x HTTP/1.1\r\nHost: relay\r\n\r\n");
  // Another connection's whole exchange has passed, and the first one has still not been read.
  assert.equal((await create(relay)).status, 200);
  assert.equal(relay.requests.length, 1);
});

test("the demo's own #lost breaks the connection, and the task is made", async (t) => {
  const relay = await relayFor(t);
  await assert.rejects(create(relay, { prompt: "#lost" }), { code: "ECONNRESET" });
  assert.equal(relay.tasks.length, 1);
  assert.equal(parse(await query(relay, relay.tasks[0] ?? "")).status, "pending");
});

test("a held request is answered when its gate is opened, not before", async (t) => {
  const relay = await relayFor(t, { script: { create: [{ kind: "ok", gate: "first" }] } });
  const order: string[] = [];
  const held = create(relay).then(() => order.push("held"));
  await relay.waitFor(() => relay.posts()[0]?.state === "open");
  await create(relay).then(() => order.push("free"));
  assert.equal(relay.tasks.length, 1);
  relay.open("first");
  await held;
  assert.deepEqual(order, ["free", "held"]);
  assert.equal(relay.tasks.length, 2);
});

test("a delayed answer comes no sooner than its delay", async (t) => {
  const relay = await relayFor(t, { script: { create: [{ kind: "ok", delayMs: 40 }] } });
  const startedMs = performance.now();
  await create(relay);
  assert.ok(performance.now() - startedMs >= 39);
});

test("closing destroys what is still open", async () => {
  const relay = await startRelay({ script: { create: [{ kind: "stall", at: "headers" }] } });
  const sent = create(relay);
  await relay.waitFor(() => relay.posts()[0]?.state === "open");
  await Promise.all([assert.rejects(sent), relay.close()]);
  await assert.rejects(create(relay), { code: "ECONNREFUSED" });
});

test("a behaviour that does not fit its request fails the test instead of passing for a fault of the network", async () => {
  const relay = await startRelay({ script: { create: [{ kind: "edit", set: {} }] } });
  relay.script("file", [{ kind: "edit", set: {} }]);
  await assert.rejects(call(`${relay.url}/files/aurora.mp4`));
  await assert.rejects(relay.close(), { name: "AggregateError" });
});
