/**
 * One HTTP exchange on one fresh connection: what a paid call may be sent with. Owns the proof that nothing was sent and
 * all limits of time and size. Knows neither key nor contract, and ends in data, never in an exception.
 *
 * Not `fetch`, which was seen sending a POST twice (on 421 and 307) and which Next patches. No redirects, no retries, no
 * keep-alive: a server that drops an idle connection just as it is used again leaves a call that may or may not count.
 */
import { once } from "node:events";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { type buildConnector, Client, type Dispatcher } from "undici";
import type { RelayAnswer } from "./outcome.ts";

export interface Call {
  method: "GET" | "POST";
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** By `Date.now()`: the request begins before this or not at all. */
  startByMs?: number | undefined;
  /** Asked last of all, with the connection open: whether it may still begin. Never rejects. */
  mayBegin?: (() => Promise<boolean>) | undefined;
  /** From the connection to the answer's head, and from there to its end. */
  headersTimeoutMs: number;
  bodyTimeoutMs: number;
  signal?: AbortSignal | undefined;
}

export type Exchanged =
  /** Proven: not one byte of the request was written. */
  | { kind: "unsent"; detail: string }
  /** Proven as well, and nobody's fault: at the last moment it might not begin. */
  | { kind: "withheld" }
  /** The request was written and no head of an answer came. */
  | ({ kind: "lost" } & Break)
  /** `cut` says why the body ended early; it then holds what had come. */
  | { kind: "answered"; answer: RelayAnswer; cut: Break | null };

export interface Break {
  reason: "timeout" | "connection" | "malformed";
  detail: string;
}

const connectTimeoutMs = 10_000;
/** Node gives an address 250 ms before it tries the next, less than a round trip between continents may take. */
const addressTimeoutMs = 2_000;
const maxBodyBytes = 1_048_576;
/** A leave counts for so long from when it was asked for: a pause holds within two seconds, whatever a process did then. */
const leaveMs = 1_500;

export async function exchange(call: Call): Promise<Exchanged> {
  const { method, url, headers, body, startByMs = Number.POSITIVE_INFINITY } = call;
  const leftMs = startByMs - Date.now();
  if (leftMs <= 0) return { kind: "unsent", detail: "its time to begin had passed" };
  if (call.signal?.aborted === true) return { kind: "unsent", detail: detailOf(call.signal.reason) };
  const watch = makeWatch(call.signal);
  let isHandedOver = false;
  let isWithheld = false;
  const mayGo = async () => {
    isWithheld = !(await hasLeave(call));
    if (isWithheld) throw new Error("it was withheld");
    if (Date.now() >= startByMs) throw new Error("its time to begin had passed");
  };
  const connect = connectOnce(watch.signal, mayGo, () => {
    isHandedOver = true;
    watch.start(call.headersTimeoutMs, "no answer");
  });
  // undici's own timers are coarse and begin anew with every byte; the watch's are neither.
  const client = new Client(url.origin, { connect, allowH2: false, headersTimeout: 0, bodyTimeout: 0 });
  watch.start(Math.min(connectTimeoutMs, leftMs), "no connection");
  try {
    const path = url.pathname + url.search;
    const response = await client.request({ method, path, headers, body, reset: true, signal: watch.signal });
    watch.start(call.bodyTimeoutMs, "no end of the answer");
    return { kind: "answered", ...(await readAnswer(response)) };
  } catch (error) {
    if (isHandedOver) return { kind: "lost", ...breakOf(error) };
    return isWithheld ? { kind: "withheld" } : { kind: "unsent", detail: detailOf(error) };
  } finally {
    watch.stop();
    void client.destroy();
  }
}

/** A leave that came too late is asked for again, a few times; what is so slow had better wait. */
export async function hasLeave({ mayBegin }: Pick<Call, "mayBegin">): Promise<boolean> {
  if (mayBegin === undefined) return true;
  for (let asked = 0; asked < 3; asked += 1) {
    const askedAt = performance.now();
    if (!(await mayBegin())) return false;
    if (performance.now() - askedAt < leaveMs) return true;
  }
  return false;
}

/** What went wrong, in the system's word for it (`ECONNRESET`) or, for want of one, in a sentence. */
export function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return code === "" || code.startsWith("UND_") ? error.message : code;
}

/**
 * Gives undici one socket, once. This is the proof: undici writes in the very moment it gets a socket and has no other,
 * so a call without a handed-over socket has sent nothing, whatever the error says. And it cannot send twice, although it
 * connects again by itself after some failures.
 */
function connectOnce(
  signal: AbortSignal,
  mayGo: () => Promise<void>,
  onHandOver: () => void,
): buildConnector.connector {
  let isUsed = false;
  const handOver = async (address: buildConnector.Options, callback: buildConnector.Callback): Promise<void> => {
    if (isUsed) return callback(new Error("the connection closed"), null);
    isUsed = true;
    let socket: Socket | null = null;
    try {
      socket = await openSocket(address, signal);
      await mayGo();
      if (signal.aborted) throw signal.reason;
      // While leave was asked for, the other side may have hung up.
      if (socket.destroyed || socket.readableEnded) throw new Error("the connection closed");
    } catch (error) {
      socket?.destroy();
      return callback(error instanceof Error ? error : new Error(String(error)), null);
    }
    onHandOver();
    return callback(null, socket);
  };
  return (address, callback) => void handOver(address, callback);
}

async function openSocket(
  { hostname: host, protocol, port }: buildConnector.Options,
  signal: AbortSignal,
): Promise<Socket> {
  const isTls = protocol === "https:";
  const address = {
    host,
    port: Number(port || (isTls ? 443 : 80)),
    noDelay: true,
    // A create may be silent for two minutes; probes keep a router from forgetting the connection meanwhile.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    autoSelectFamilyAttemptTimeout: addressTimeoutMs,
  };
  // A certificate's name is never an IP address in SNI (RFC 6066); Node then checks the address itself.
  const servername = isIP(host) === 0 ? host : "";
  const socket = isTls ? connectTls({ ...address, servername, ALPNProtocols: ["http/1.1"] }) : connectTcp(address);
  // Between here and undici nobody else listens, and an error that nobody hears ends the process.
  socket.on("error", () => {});
  try {
    await once(socket, isTls ? "secureConnect" : "connect", { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw signal.aborted ? signal.reason : error;
  }
}

async function readAnswer({ statusCode, headers, body }: Dispatcher.ResponseData) {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  let cut: Break | null = null;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBodyBytes) continue;
      cut = { reason: "malformed", detail: "the answer is larger than 1 MiB" };
      break;
    }
  } catch (error) {
    cut = breakOf(error);
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  return { answer: { status: statusCode, headers: flat(headers), body: text }, cut };
}

function flat(headers: Dispatcher.ResponseData["headers"]): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

/** One timer for whatever is under way; it and the caller's signal end the call in the same way. */
function makeWatch(outer: AbortSignal | undefined) {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: outer === undefined ? controller.signal : AbortSignal.any([controller.signal, outer]),
    start(ms: number, what: string): void {
      clearTimeout(timer);
      const late = () => controller.abort(new DOMException(`${what} within ${ms / 1000} s`, "TimeoutError"));
      timer = setTimeout(late, ms);
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}

function breakOf(error: unknown): Break {
  const isTimeout = error instanceof Error && error.name === "TimeoutError";
  return { reason: isTimeout ? "timeout" : "connection", detail: detailOf(error) };
}
