/** The limits of time; what a call ends in otherwise is told in client.test.ts. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { test } from "node:test";
import { exchange } from "./exchange.ts";
import { http, loopback } from "./loopback.ts";

const call = (baseUrl: string) => ({
  method: "POST" as const,
  url: new URL(baseUrl),
  headers: {},
  body: "{}",
  headersTimeoutMs: 60_000,
  bodyTimeoutMs: 60_000,
});

/** A byte every 20 ms, for ever: no pause is ever long, and the whole never ends. */
function drip(socket: Socket, start: string, byte: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(byte), 20);
  socket.on("close", () => clearInterval(timer));
}

test("a body that drips is cut off when its whole time has passed, and keeps what came", async (t) => {
  const relay = await loopback(t, (socket) => drip(socket, http(200, '{"id":1}', { "content-length": 9_999 }), " "));
  const end = await exchange({ ...call(relay.baseUrl), bodyTimeoutMs: 300 });
  assert.ok(end.kind === "answered");
  assert.deepEqual(end.cut, { reason: "timeout", detail: "no end of the answer within 0.3 s" });
  assert.match(end.answer.body, /^\{"id":1\} *$/);
});

test("a head that drips, or is put off by early hints, is cut off when its whole time has passed", async (t) => {
  for (const byte of ["x", "HTTP/1.1 103 x\r\n\r\n"]) {
    const relay = await loopback(t, (socket) => drip(socket, byte === "x" ? "HTTP/1.1 200 x\r\nx: " : "", byte));
    const end = await exchange({ ...call(relay.baseUrl), headersTimeoutMs: 300 });
    assert.deepEqual(end, { kind: "lost", reason: "timeout", detail: "no answer within 0.3 s" });
    assert.ok(relay.requests.length <= 1);
  }
});

test("the answer's head and body are handed on as they came", async (t) => {
  const text = http(418, "\uFEFF猫\uD83D\uDC1F", { "Retry-After": "7", "X-A": "b" });
  const relay = await loopback(t, (socket) => socket.write(text));
  const end = await exchange(call(relay.baseUrl));
  assert.ok(end.kind === "answered");
  assert.deepEqual([end.answer.status, end.answer.body, end.cut], [418, "猫🐟", null]);
  assert.deepEqual([end.answer.headers["retry-after"], end.answer.headers["x-a"]], ["7", "b"]);
});

test("bytes that are no UTF-8 are read as far as they go", async (t) => {
  const relay = await loopback(t, (socket) => {
    socket.write(http(200, "", { "content-length": 3 }));
    socket.write(Buffer.from([0x61, 0xff, 0x62]));
  });
  const end = await exchange(call(relay.baseUrl));
  assert.ok(end.kind === "answered");
  assert.equal(end.answer.body, "a\uFFFDb");
});
