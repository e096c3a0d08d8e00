/** A client without opinions, for the tests of the relay: one connection a call, no redirects, no retries. */
import { type IncomingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { TestContext } from "node:test";
import * as z from "zod/mini";
import { type Relay, type RelayOptions, startRelay } from "./server.ts";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A relay that ends with its test, which fails when the script did not fit. */
export async function relayFor(test: TestContext, options: RelayOptions = {}): Promise<Relay> {
  const relay = await startRelay(options);
  test.after(() => relay.close());
  return relay;
}

export interface CallOptions {
  method?: string;
  headers?: Record<string, string>;
}

/** @throws whatever the socket or the parser met. */
export function call(url: string, options: CallOptions = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: "Bearer key", ...options.headers };
    const sent = request(url, { agent: false, ...options, headers }, (answer) => {
      const { statusCode: status = 0, headers: answerHeaders } = answer;
      buffer(answer).then((bytes) => resolve({ status, headers: answerHeaders, body: bytes }), reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

export const validBody = { model: "m", prompt: "a calm sea", aspect_ratio: "1:1", size: "720P", images: [] };

export function create(relay: { url: string }, fields: Record<string, unknown> = {}, options: CallOptions = {}) {
  const body = JSON.stringify({ ...validBody, ...fields });
  return call(`${relay.url}/v1/video/create`, { method: "POST", ...options }, body);
}

export function query(relay: { url: string }, id: string) {
  return call(`${relay.url}/v1/video/query?id=${encodeURIComponent(id)}`);
}

const shape = z.object({
  id: z.string(),
  status: z.string(),
  video_url: z.optional(z.nullable(z.string())),
});

export function parse(answer: Answer): z.infer<typeof shape> {
  return shape.parse(JSON.parse(answer.body.toString()));
}

export async function createdId(relay: { url: string }, fields?: Record<string, unknown>): Promise<string> {
  return parse(await create(relay, fields)).id;
}
