/** For tests of the paid call: one call, what came of it, and how many requests were written for it. */
import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { TestContext } from "node:test";
import { type CreateOptions, makeRelayClient, type RelayClientOptions } from "./client.ts";
import { loopback } from "./loopback.ts";
import type { CreateOutcome } from "./outcome.ts";

export const apiKey = "sk-0123456789";
export const request = {
  model: "m",
  prompt: 'a "猫" 🐟\n',
  aspect_ratio: "3:2",
  size: "720P",
  images: ["https://h/a.png?x=1&y=2"],
};
export const created = JSON.stringify({ id: "jimeng:1", status: "pending" });
export const accepted = {
  kind: "accepted",
  relayId: "jimeng:1",
  relayStatus: "pending",
  state: "queued",
  progress: null,
};

export const clientFor = (baseUrl: string, options: Partial<RelayClientOptions> = {}) =>
  makeRelayClient({ baseUrl, apiKey, createTimeoutMs: 60_000, ...options });

/** Creates once; `heads` is how many request heads undici wrote meanwhile, as its own channel reports them. */
export async function create(
  baseUrl: string,
  options: Partial<RelayClientOptions> = {},
  { startByMs = Date.now() + 60_000, mayBegin }: Partial<CreateOptions> = {},
) {
  let heads = 0;
  const count = (message: unknown) => {
    const isOurs = JSON.stringify(message, ["request", "origin"]).includes(new URL(baseUrl).origin);
    if (isOurs) heads += 1;
  };
  subscribe("undici:client:sendHeaders", count);
  const outcome = await clientFor(baseUrl, options).createVideo(request, { startByMs, mayBegin });
  unsubscribe("undici:client:sendHeaders", count);
  return { outcome, heads };
}

export function assertUnreached({ outcome, heads }: { outcome: CreateOutcome; heads: number }, message: RegExp): void {
  assert.equal(outcome.kind, "unreached");
  assert.ok("message" in outcome);
  assert.match(outcome.message, message);
  assert.equal(heads, 0);
}

export function assertUnknown({ outcome, heads }: { outcome: CreateOutcome; heads: number }, reason: string): void {
  assert.equal(outcome.kind, "unknown", JSON.stringify(outcome));
  assert.ok("reason" in outcome);
  assert.equal(outcome.reason, reason, outcome.message);
  assert.equal(heads, 1);
}

/** A relay that answers every request with this and leaves the connection open. */
export const answering = (t: TestContext, text: string, tls = false) =>
  loopback(t, (socket) => socket.write(text), { tls });
