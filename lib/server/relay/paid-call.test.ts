import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { http, loopback, loopbackCert, refusedPort } from "./loopback.ts";
import { accepted, answering, apiKey, assertUnreached, clientFor, create, created, request } from "./test-paid-call.ts";

describe("the paid call", () => {
  test("is one POST with the documented fields and headers, and what HTTP itself needs", async (t) => {
    const relay = await answering(t, http(200, created));
    const { outcome, heads } = await create(`${relay.baseUrl}/prefix`);
    assert.deepEqual(outcome, accepted);
    assert.equal(heads, 1);
    assert.equal(relay.connections, 1);
    const body =
      '{"model":"m","prompt":"a \\"猫\\" 🐟\\n","aspect_ratio":"3:2","size":"720P","images":["https://h/a.png?x=1&y=2"]}';
    assert.deepEqual(relay.requests, [
      [
        "POST /prefix/v1/video/create HTTP/1.1",
        `host: 127.0.0.1:${relay.port}`,
        "connection: close",
        "Content-Type: application/json",
        "Accept: application/json",
        `Authorization: Bearer ${apiKey}`,
        `content-length: ${Buffer.byteLength(body)}`,
        "",
        body,
      ].join("\r\n"),
    ]);
  });

  test("takes a connection of its own each time", async (t) => {
    const relay = await answering(t, http(200, created, { connection: "keep-alive" }));
    await create(relay.baseUrl);
    await create(relay.baseUrl);
    assert.equal(relay.connections, 2);
  });

  test("works over TLS with a certificate that is trusted", async (t) => {
    const before = getCACertificates("default");
    setDefaultCACertificates([...before, loopbackCert]);
    t.after(() => setDefaultCACertificates(before));
    const relay = await answering(t, http(200, created), true);
    assert.deepEqual(await create(relay.baseUrl), { outcome: accepted, heads: 1 });
    assert.deepEqual((await create(`https://localhost:${relay.port}`)).outcome, accepted);
    assert.equal(relay.requests.length, 2);
  });

  for (const status of [301, 302, 307, 308, 421, 503]) {
    test(`is not sent again on HTTP ${status}`, async (t) => {
      const relay = await answering(t, http(status, "", { location: "/v1/video/create", "retry-after": 0 }));
      assert.equal((await create(relay.baseUrl)).outcome.kind, "unknown");
      assert.equal(relay.requests.length, 1);
      assert.equal(relay.connections, 1);
    });
  }

  test("waits through early hints", async (t) => {
    const relay = await answering(t, `HTTP/1.1 103 x\r\nlink: </a>\r\n\r\n${http(200, created)}`);
    assert.deepEqual((await create(relay.baseUrl)).outcome, accepted);
  });
});

describe("a call that never arrived is known as such", () => {
  test("when the port is closed", async () => {
    assertUnreached(await create(`http://127.0.0.1:${await refusedPort()}`), /\(ECONNREFUSED\)/);
  });

  test("when the name does not resolve", async () => {
    assertUnreached(await create("http://relay.invalid"), /\((ENOTFOUND|EAI_AGAIN)\)/);
  });

  test("when the certificate is not trusted", async (t) => {
    const relay = await answering(t, http(200, created), true);
    assertUnreached(await create(relay.baseUrl), /\(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
    assert.deepEqual(relay.requests, []);
    assert.equal(relay.connections, 1);
  });

  test("when the other side speaks no TLS, or hangs up on it", async (t) => {
    const plain = await loopback(t, () => {}, { onConnection: (socket) => socket.write("SSH-2.0-x\r\n") });
    assertUnreached(await create(`https://127.0.0.1:${plain.port}`), /could not be reached/);
    const closing = await loopback(t, () => {}, { onConnection: (socket) => socket.destroy() });
    assertUnreached(await create(`https://127.0.0.1:${closing.port}`), /\(ECONNRESET\)/);
    assert.equal(closing.connections, 1);
  });

  test("when its time to begin has passed: then not even a connection is made", async (t) => {
    const relay = await answering(t, http(200, created));
    assertUnreached(await create(relay.baseUrl, {}, { startByMs: Date.now() }), /time to begin/);
    assert.equal(relay.connections, 0);
  });

  test("when its time to begin passes while it connects", async (t) => {
    const silent = await loopback(t, () => {});
    assertUnreached(
      await create(`https://127.0.0.1:${silent.port}`, {}, { startByMs: Date.now() + 200 }),
      // On a machine that stands still for so long it passes before.
      /no connection within 0\.\d+ s|its time to begin had passed/,
    );
  });

  test("when it may not begin any more once the connection is open: that is said, and no fault of the relay's", async (t) => {
    const relay = await answering(t, http(200, created));
    const end = await create(relay.baseUrl, {}, { mayBegin: async () => false });
    assert.deepEqual(end, { outcome: { kind: "withheld" }, heads: 0 });
  });

  test("when the process stood still after it was given leave, and is refused it when it asks again", async (t) => {
    const relay = await answering(t, http(200, created));
    const leaves = [true, false];
    const mayBegin = async () => {
      if (leaves[0] === true) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_600);
      return leaves.shift() ?? true;
    };
    assert.deepEqual(await create(relay.baseUrl, {}, { mayBegin }), { outcome: { kind: "withheld" }, heads: 0 });
    assert.deepEqual(leaves, []);
    // A slow answer alone costs nothing but another question.
    assert.deepEqual(await create(relay.baseUrl, {}, { mayBegin }), { outcome: accepted, heads: 1 });
  });

  test("when the relay hangs up while leave is asked for", async (t) => {
    const hungUp = Promise.withResolvers<void>();
    const relay = await loopback(t, () => {}, { onConnection: (socket) => socket.end(() => hungUp.resolve()) });
    const mayBegin = async () => {
      await hungUp.promise;
      await sleep(20); // usually enough for its last packet; the call may end in either way
      return true;
    };
    const end = await create(relay.baseUrl, {}, { mayBegin });
    // Whether or not that was seen in time, nothing is waited for in vain.
    assert.ok(end.outcome.kind === "unreached" || end.outcome.kind === "unknown", end.outcome.kind);
  });

  test("when the process stops before or while it connects", async (t) => {
    const silent = await loopback(t, () => {});
    const startByMs = Date.now() + 60_000;
    const early = await clientFor(silent.baseUrl).createVideo(request, { startByMs, signal: AbortSignal.abort() });
    assert.equal(early.kind, "unreached");
    assert.equal(silent.connections, 0);
    const stop = new AbortController();
    const stopping = await loopback(t, () => {}, { onConnection: () => stop.abort() });
    const { signal } = stop;
    const late = await clientFor(`https://127.0.0.1:${stopping.port}`).createVideo(request, { startByMs, signal });
    assert.equal(late.kind, "unreached");
  });
});

test("a finished call leaves no connection behind", async (t) => {
  const closed: Promise<unknown>[] = [];
  const relay = await loopback(t, (socket) => socket.write(http(200, created)), {
    onConnection: (socket) => closed.push(once(socket, "close")),
  });
  await create(relay.baseUrl);
  await clientFor(relay.baseUrl).queryVideo("x");
  assert.equal(closed.length, 2);
  await Promise.all(closed);
});
