/** What the relay keeps of each request, byte for byte. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Behaviour, Target } from "./behaviour.ts";

export interface RecordedRequest {
  /** From 1, in the order in which the requests began. */
  n: number;
  target: Target | "other";
  method: string;
  /** As it was sent, query string included. */
  path: string;
  headers: IncomingHttpHeaders;
  /** Names and values in turn, as they were sent. */
  rawHeaders: readonly string[];
  body: Buffer<ArrayBuffer>;
  /** Milliseconds since 1970, when the head of the request was there. */
  atMs: number;
  behaviour: Behaviour["kind"] | null;
  /** The task that this create made and charged for, whatever it was answered. */
  taskId: string | null;
  /** `sending` until the body is complete, `open` until the exchange is over. */
  state: "sending" | "open" | "answered" | "broken";
}

export function recordOf(message: IncomingMessage, n: number): RecordedRequest {
  const { method = "", url: path = "", headers, rawHeaders } = message;
  return {
    n,
    target: targetOf(method, path),
    method,
    path,
    headers,
    rawHeaders,
    body: Buffer.alloc(0),
    atMs: Date.now(),
    behaviour: null,
    taskId: null,
    state: "sending",
  };
}

/** Fills `record.body`. Rejects when the other side leaves in the middle; what came until then is kept. */
export async function readBody(message: IncomingMessage, record: RecordedRequest): Promise<void> {
  for await (const chunk of message) {
    if (chunk instanceof Buffer) record.body = Buffer.concat([record.body, chunk]);
  }
}

export function asRequest(record: RecordedRequest, origin: string): Request {
  const headers = new Headers();
  for (let at = 0; at + 1 < record.rawHeaders.length; at += 2)
    headers.append(record.rawHeaders[at] ?? "", record.rawHeaders[at + 1] ?? "");
  const hasBody = record.method !== "GET" && record.method !== "HEAD";
  return new Request(origin + record.path, { method: record.method, headers, ...(hasBody && { body: record.body }) });
}

function targetOf(method: string, path: string): RecordedRequest["target"] {
  const [pathname] = path.split("?");
  if (method === "POST" && pathname === "/v1/video/create") return "create";
  if (method === "GET" && pathname === "/v1/video/query") return "query";
  return method === "GET" && pathname?.startsWith("/files/") === true ? "file" : "other";
}
