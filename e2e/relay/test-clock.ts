/** For tests of the scripted relay itself. */
import { type ClientRequest, request } from "node:http";
import type { TestContext } from "node:test";
import { relayFor, validBody } from "./testing.ts";

/** A relay whose clock the test sets. */
export async function relayWithClock(t: TestContext, options: { linkLifeMs?: number } = {}) {
  const clock = { nowMs: Date.UTC(2026, 0, 1) };
  return { clock, relay: await relayFor(t, { lifeMs: 300, now: () => clock.nowMs, ...options }) };
}

/** A request whose answer is looked at while it arrives. */
export function begin(t: TestContext, url: string, method: string): ClientRequest {
  const sent = request(url, { agent: false, method, headers: { authorization: "Bearer key" } });
  sent.on("error", () => undefined);
  t.after(() => sent.destroy());
  sent.end(method === "POST" ? JSON.stringify(validBody) : undefined);
  return sent;
}
