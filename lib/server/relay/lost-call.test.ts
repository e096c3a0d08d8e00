/** The request went out, and its answer did not come back whole: nobody knows. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { describe, test } from "node:test";
import { http, loopback } from "./loopback.ts";
import { accepted, answering, assertUnknown, clientFor, create, created, request } from "./test-paid-call.ts";

describe("a call whose answer was lost is unknown", () => {
  test("when the relay accepts the connection and closes it", async (t) => {
    const relay = await loopback(t, () => {}, { onConnection: (socket) => socket.destroy() });
    assertUnknown(await create(relay.baseUrl), "connection");
    assert.equal(relay.connections, 1);
  });

  test("when the relay reads it and resets or closes the connection", async (t) => {
    for (const end of [(socket: Socket) => socket.resetAndDestroy(), (socket: Socket) => socket.end()]) {
      const relay = await loopback(t, end);
      assertUnknown(await create(relay.baseUrl), "connection");
      assert.equal(relay.requests.length, 1);
      assert.equal(relay.connections, 1);
    }
  });

  test("when the relay says nothing until the time-out", async (t) => {
    const relay = await loopback(t, () => {});
    assertUnknown(await create(relay.baseUrl, { createTimeoutMs: 100 }), "timeout");
    assert.ok(relay.requests.length <= 1);
  });

  test("when what comes is not HTTP", async (t) => {
    const relay = await answering(t, "SSH-2.0-OpenSSH\r\n");
    assertUnknown(await create(relay.baseUrl), "connection");
  });

  test("when the other side talks first", async (t) => {
    const relay = await loopback(t, () => {}, { onConnection: (socket) => socket.write("220 mail.example\r\n") });
    assert.equal((await create(relay.baseUrl)).outcome.kind, "unknown");
    assert.equal(relay.connections, 1);
  });

  test("when the process stops while it waits", async (t) => {
    const stop = new AbortController();
    const relay = await loopback(t, () => stop.abort());
    const outcome = await clientFor(relay.baseUrl).createVideo(request, {
      startByMs: Date.now() + 60_000,
      signal: stop.signal,
    });
    assert.equal(outcome.kind, "unknown");
  });

  test("when the answer is cut inside its JSON, whatever its status", async (t) => {
    for (const status of [200, 401, 429]) {
      const relay = await loopback(t, (socket) =>
        socket.end(http(status, created.slice(0, -1), { "content-length": 99 })),
      );
      assertUnknown(await create(relay.baseUrl), "connection");
    }
  });

  test("when the answer is larger than 1 MiB", async (t) => {
    const relay = await answering(t, http(200, `{"id":"jimeng:1","x":"${"y".repeat(2 ** 21)}"}`));
    assertUnknown(await create(relay.baseUrl), "malformed");
  });
});

test("an id that came in a whole document counts, although the connection broke after it", async (t) => {
  const chunk = `${Buffer.byteLength(created).toString(16)}\r\n${created}\r\n`;
  const head = http(200, "", { "transfer-encoding": "chunked" }).replace("content-length: 0\r\n", "");
  for (const text of [http(200, created, { "content-length": 999 }), head + chunk]) {
    const closing = await loopback(t, (socket) => socket.end(text));
    assert.deepEqual((await create(closing.baseUrl)).outcome, accepted);
    const resetting = await loopback(t, (socket) => socket.write(text, () => socket.resetAndDestroy()));
    const { outcome } = await create(resetting.baseUrl);
    // A reset may overtake the bytes before it; then nothing was read, and that is unknown.
    if (outcome.kind === "unknown") assert.equal(outcome.reason, "connection");
    else assert.deepEqual(outcome, accepted);
  }
});
