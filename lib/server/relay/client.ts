/**
 * The two calls of the relay, and the only holder of its key: nothing else reads the key, and it leaves this file in the
 * Authorization header alone. Must not know jobs or the database. Trouble is an outcome, never an exception.
 */
import "server-only";
import { type VideoRequest, createBody, createHeaders, createPath } from "#lib/create-call.ts";
import { config } from "../config.ts";
import { hide } from "../hidden.ts";
import { once } from "../once.ts";
import { demoBaseUrl, demoRelay } from "./demo.ts";
import { type Break, type Call, detailOf, exchange, type Exchanged, hasLeave } from "./exchange.ts";
import type { CreateOutcome, QueryOutcome } from "./outcome.ts";
import { readCreate } from "./read-create.ts";
import { noNews, readQuery } from "./read-query.ts";
import { makeScrubber } from "./scrub.ts";

export interface RelayClient {
  /** One paid POST, begun before `startByMs` (by `Date.now()`) or not at all. */
  createVideo(request: VideoRequest, options: CreateOptions): Promise<CreateOutcome>;
  /** One GET, free of charge, over within 20 s. */
  queryVideo(relayId: string, options?: { signal?: AbortSignal }): Promise<QueryOutcome>;
}

export interface CreateOptions extends Pick<Call, "mayBegin" | "signal"> {
  startByMs: number;
}

export interface RelayClientOptions {
  /** Without a trailing slash. */
  baseUrl: string;
  apiKey: string;
  createTimeoutMs: number;
  send?: (call: Call) => Promise<Exchanged>;
}

const createBodyTimeoutMs = 30_000;
const queryTimeoutMs = 20_000;

/** The process's own. In demo mode it talks to the relay inside this process. */
export function relayClient(): RelayClient {
  return once("relay", () => {
    const { baseUrl, createTimeoutMs } = config().relay;
    if (baseUrl === null) {
      return makeRelayClient({ baseUrl: demoBaseUrl, apiKey: "no-key-in-demo-mode", createTimeoutMs, send: askDemo });
    }
    return makeRelayClient({ baseUrl, apiKey: process.env["RELAY_API_KEY"] ?? "", createTimeoutMs });
  });
}

export function makeRelayClient(options: RelayClientOptions): RelayClient {
  const { baseUrl, apiKey, createTimeoutMs, send = exchange } = options;
  hide(apiKey);
  const scrub = makeScrubber(apiKey);
  const authorization = { Authorization: `Bearer ${apiKey}` };
  return {
    async createVideo(request, { startByMs, mayBegin, signal }) {
      const url = new URL(`${baseUrl}${createPath}`);
      const timeouts = { headersTimeoutMs: createTimeoutMs, bodyTimeoutMs: createBodyTimeoutMs };
      const content = { headers: { ...createHeaders, ...authorization }, body: createBody(request) };
      const end = await send({ method: "POST", url, ...content, startByMs, mayBegin, signal, ...timeouts });
      return createOutcome(scrubbed(end, scrub));
    },
    async queryVideo(relayId, { signal } = {}) {
      const url = new URL(`${baseUrl}/v1/video/query?id=${encodeURIComponent(relayId.toWellFormed())}`);
      const timeouts = { headersTimeoutMs: queryTimeoutMs, bodyTimeoutMs: queryTimeoutMs };
      const total = AbortSignal.timeout(queryTimeoutMs);
      const either = signal === undefined ? total : AbortSignal.any([total, signal]);
      const headers = { Accept: "application/json", ...authorization };
      const end = await send({ method: "GET", url, headers, signal: either, ...timeouts });
      return queryOutcome(scrubbed(end, scrub));
    },
  };
}

function createOutcome(end: Exchanged): CreateOutcome {
  switch (end.kind) {
    case "unsent":
      return { kind: "unreached", message: unreachable(end.detail) };
    case "withheld":
      return end;
    case "lost":
      return { kind: "unknown", reason: end.reason, message: broken(end) };
    case "answered": {
      const outcome = readCreate(end.answer);
      // An id that was read out of a whole document is an acceptance, wherever the rest of the answer went.
      if (end.cut === null || outcome.kind === "accepted") return outcome;
      return { kind: "unknown", reason: end.cut.reason, message: broken(end.cut) };
    }
  }
}

function queryOutcome(end: Exchanged): QueryOutcome {
  switch (end.kind) {
    case "unsent":
      return { ...noNews, trouble: "unreachable", error: unreachable(end.detail) };
    case "withheld":
      throw new Error("A query needs no leave");
    case "lost":
      return { ...noNews, trouble: "unreachable", error: broken(end) };
    case "answered":
      if (end.cut === null) return readQuery(end.answer);
      return {
        ...noNews,
        trouble: end.cut.reason === "malformed" ? "unreadable" : "unreachable",
        error: broken(end.cut),
      };
  }
}

function unreachable(detail: string): string {
  return `The relay could not be reached (${detail})`;
}

function broken({ reason, detail }: Break): string {
  switch (reason) {
    case "timeout":
      return `The relay took too long (${detail})`;
    case "connection":
      return `The connection to the relay broke before its answer was complete (${detail})`;
    case "malformed":
      return `The relay's answer could not be read (${detail})`;
  }
}

/** Before anything is read, so that no outcome can hold the key. */
function scrubbed(end: Exchanged, scrub: (text: string) => string): Exchanged {
  if (end.kind === "withheld") return end;
  if (end.kind !== "answered") return { ...end, detail: scrub(end.detail) };
  return { ...end, answer: { ...end.answer, body: scrub(end.answer.body) } };
}

async function askDemo({ method, url, headers, body, mayBegin, startByMs = Infinity }: Call): Promise<Exchanged> {
  if (!(await hasLeave({ mayBegin }))) return { kind: "withheld" };
  if (Date.now() >= startByMs) return { kind: "unsent", detail: "its time to begin had passed" };
  try {
    const response = await demoRelay(new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }));
    const answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
    return { kind: "answered", answer, cut: null };
  } catch (error) {
    return { kind: "lost", reason: "connection", detail: detailOf(error) };
  }
}
