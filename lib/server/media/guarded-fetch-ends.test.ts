/** Whatever stalls, breaks or is called off comes to an end, and soon. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { guardedFetch, RefusedUrl } from "./guarded-fetch.ts";
import { addressOf, serve, textOf, until } from "./testing.ts";
import { forbidden, resolver } from "./test-guarded-fetch.ts";

test("a name without an address, and one that cannot be resolved, are trouble on the way and no refusal", async () => {
  const failing = async () => {
    throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
  };
  await assert.rejects(guardedFetch("https://cdn.test/", { allowedHosts: [], resolve: failing }), {
    code: "ENOTFOUND",
  });
  const { resolve } = resolver();
  await assert.rejects(
    guardedFetch("https://cdn.test/", { allowedHosts: [], resolve }),
    (error) => error instanceof Error && !(error instanceof RefusedUrl),
  );
});

test("a name server that never answers is given up, in time and on an abort", async () => {
  const silent = () => new Promise<never>(() => {});
  const options = { allowedHosts: [], resolve: silent };
  await assert.rejects(guardedFetch("https://cdn.test/", { ...options, timeouts: { connectMs: 20 } }), /name server/);
  const abort = new AbortController();
  const asking = guardedFetch("https://cdn.test/", { ...options, signal: abort.signal });
  abort.abort(new Error("stopped"));
  await assert.rejects(asking, /stopped/);
});

test("a server that sends no headers, stalls in the body, or takes too long altogether is given up", async (t) => {
  const allowedHosts = ["127.0.0.1"];
  const mute = await serve(t, () => {});
  await assert.rejects(guardedFetch(mute.origin, { allowedHosts, timeouts: { headersMs: 50 } }), {
    code: "UND_ERR_HEADERS_TIMEOUT",
  });
  const stalling = await serve(t, (_request, response) => response.write("first"));
  const stalled = await guardedFetch(stalling.origin, { allowedHosts, timeouts: { bodyIdleMs: 50 } });
  await assert.rejects(textOf(stalled.body), { code: "UND_ERR_BODY_TIMEOUT" });
  const { signal } = new AbortController();
  const whole = async () =>
    textOf((await guardedFetch(stalling.origin, { allowedHosts, signal, timeouts: { totalMs: 50 } })).body);
  await assert.rejects(whole, { name: "TimeoutError" });
  await until(async () => (await mute.connections()) + (await stalling.connections()) === 0);
});

test("an abort ends a body that is being read, and one that nobody reads", async (t) => {
  const { origin, connections } = await serve(t, (_request, response) => response.write("first"));
  for (const isRead of [true, false]) {
    const abort = new AbortController();
    const file = await guardedFetch(origin, { allowedHosts: ["127.0.0.1"], signal: abort.signal });
    const reading = isRead ? textOf(file.body) : Promise.reject(new Error("nobody reads"));
    abort.abort();
    await assert.rejects(reading);
    await until(async () => (await connections()) === 0);
  }
});

test("an abort before the start sends nothing", async (t) => {
  const { origin, requests } = await forbidden(t);
  const signal = AbortSignal.abort(new Error("stopped"));
  await assert.rejects(guardedFetch(origin, { allowedHosts: ["127.0.0.1"], signal }), /stopped/);
  assert.equal(requests(), 0);
});

test("a body that is cut short is an error", async (t) => {
  const server = createServer((socket) => {
    socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nfive!"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = addressOf(server);
  const file = await guardedFetch(`http://127.0.0.1:${port}/`, { allowedHosts: ["127.0.0.1"] });
  await assert.rejects(textOf(file.body));
});
