import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { config } from "../config.ts";
import { makeRelayClient, relayClient } from "./client.ts";
import { http, loopback, refusedPort } from "./loopback.ts";

const apiKey = 'sk-Secret/+"key"&1';
const request = { model: "m", prompt: "cat fish", aspect_ratio: "3:2", size: "720P", images: [] };

const clientFor = (baseUrl: string, key = apiKey) => makeRelayClient({ baseUrl, apiKey: key, createTimeoutMs: 60_000 });
const soon = () => ({ startByMs: Date.now() + 60_000 });

/** A relay that answers every request with this and leaves the connection open. */
const answering = (t: TestContext, text: string) => loopback(t, (socket) => socket.write(text));

describe("the key", () => {
  const forms = [
    apiKey,
    encodeURIComponent(apiKey),
    JSON.stringify(apiKey).slice(1, -1),
    apiKey.replaceAll("/", "\\/").replaceAll('"', '\\"'),
    apiKey.replace("&", "\\u0026").replaceAll('"', "\\u0022"),
  ];

  test("never comes back in an outcome, however the relay repeats it", async (t) => {
    for (const [n, form] of forms.entries()) {
      const echo =
        n < 2
          ? JSON.stringify({ error: { message: `bad ${form} key`, code: form } })
          : `{"error":{"message":"bad ${form} key"}}`;
      const nested = JSON.stringify({ code: "x", message: echo });
      for (const body of [
        echo,
        nested,
        `{"id":"x","status":"failed","error":"${form.replaceAll(/(?<!\\)"/g, '\\"')}"}`,
        `plain ${form}`,
      ]) {
        const relay = await answering(t, http(200, body));
        const outcomes = [
          await clientFor(relay.baseUrl).createVideo(request, soon()),
          await clientFor(relay.baseUrl).queryVideo("x"),
        ];
        const text = JSON.stringify(outcomes);
        assert.ok(text.includes("[key]"), text);
        for (const secret of forms) assert.ok(!text.includes(secret) && !JSON.stringify(text).includes(secret), text);
      }
    }
  });

  test("does not tear ids apart when it is a mere stand-in", async (t) => {
    const relay = await answering(t, http(200, '{"id":"test-1"}'));
    const outcome = await clientFor(relay.baseUrl, "test").queryVideo("test-1");
    assert.equal(outcome.relayId, "test-1");
  });
});

describe("a query", () => {
  test("is one GET with the whole id, percent-encoded", async (t) => {
    const relay = await answering(t, http(200, '{"id":"1","status":"processing","progress":50}'));
    const outcome = await clientFor(relay.baseUrl).queryVideo("jimeng:jimeng:a/b?c=é&\uD800");
    assert.equal(outcome.state, "running");
    assert.deepEqual(relay.requests, [
      [
        "GET /v1/video/query?id=jimeng%3Ajimeng%3Aa%2Fb%3Fc%3D%C3%A9%26%EF%BF%BD HTTP/1.1",
        `host: 127.0.0.1:${relay.port}`,
        "connection: close",
        "Accept: application/json",
        `Authorization: Bearer ${apiKey}`,
        "",
        "",
      ].join("\r\n"),
    ]);
  });

  test("that fails says nothing about the task", async (t) => {
    const closing = await loopback(t, (socket) => socket.destroy());
    const cut = await loopback(t, (socket) =>
      socket.end(http(200, '{"id":"x","status":"failed"}', { "content-length": 99 })),
    );
    const large = await answering(t, http(200, " ".repeat(2 ** 21)));
    const urls = [`http://127.0.0.1:${await refusedPort()}`, closing.baseUrl, cut.baseUrl, large.baseUrl];
    const outcomes = await Promise.all(urls.map((url) => clientFor(url).queryVideo("x")));
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ["unknown", "unknown", "unknown", "unknown"],
    );
    assert.deepEqual(
      outcomes.map(({ trouble }) => trouble),
      ["unreachable", "unreachable", "unreachable", "unreadable"],
    );
    assert.match(outcomes[0]?.error ?? "", /ECONNREFUSED/);
    assert.equal(closing.requests.length, 1);
  });

  test("can be stopped", async (t) => {
    const stop = new AbortController();
    const relay = await loopback(t, () => stop.abort());
    assert.equal((await clientFor(relay.baseUrl).queryVideo("x", { signal: stop.signal })).trouble, "unreachable");
  });
});

describe("without a key, in demo mode", () => {
  assert.equal(config().mode, "demo"); // with settings of a real relay these tests would cost money

  test("the calls go to the relay inside this process", async () => {
    const created = await relayClient().createVideo(request, soon());
    assert.ok(created.kind === "accepted", JSON.stringify(created));
    const { state, trouble } = await relayClient().queryVideo(created.relayId);
    assert.deepEqual([state, trouble], ["queued", null]);
    assert.equal((await relayClient().queryVideo("no-such-task")).trouble, "missing");
  });

  test("an answer that the demo loses is unknown, and a call past its time is not made", async () => {
    const lost = await relayClient().createVideo({ ...request, prompt: "#lost" }, soon());
    assert.ok(lost.kind === "unknown" && lost.reason === "connection", JSON.stringify(lost));
    const late = await relayClient().createVideo(request, { startByMs: Date.now() });
    assert.equal(late.kind, "unreached");
  });
});
