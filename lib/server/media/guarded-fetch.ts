/**
 * One GET, or one POST, of a link that others wrote, without letting it reach into this machine's network. Owns the connection and the
 * redirects; must not know what the bytes are, where they go, or any key or cookie.
 */
import "server-only";
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { buildConnector, Client, type Dispatcher } from "undici";
import { hostOf, isListed, isLocalName, isPublicAddress } from "./address.ts";

/** An answer whose body is still on its way. Header names are in lower case. */
export interface RemoteFile {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Read it to its end, or abort the signal that the request was made with: nothing else closes the connection. */
  body: AsyncIterable<Uint8Array>;
  /** Where the answer came from, after redirects. */
  url: string;
}

/** The link, or a redirect behind it, leads where no download may go. Asking again does not help. */
export class RefusedUrl extends Error {
  override name = "RefusedUrl";
}

export interface GuardedFetchOptions {
  /** `host[:port]` entries that may be private or plain http: see `isListed`. */
  allowedHosts: readonly string[];
  signal?: AbortSignal;
  /** For tests; asked once for each connection. */
  resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  timeouts?: Partial<typeof defaultTimeouts>;
  /** Sends this in place of a GET. A redirect is then the answer: what was meant for one place goes to no other. */
  post?: Post;
}

interface Post {
  body: string;
  headers: Readonly<Record<string, string>>;
}

const maxRedirects = 3;
// A file of 2 GB in an hour is 5 Mbit/s; what is slower than that has a link that is about to die anyway.
const defaultTimeouts = { connectMs: 10_000, headersMs: 30_000, bodyIdleMs: 30_000, totalMs: 3_600_000 };
type Timeouts = typeof defaultTimeouts;

/**
 * @throws {RefusedUrl} for a link that is not allowed, before anything is sent to it; any other error is trouble on the
 * way (name server, connection, TLS, time). A status such as 404 is an answer, not an error.
 */
export async function guardedFetch(link: string, options: GuardedFetchOptions): Promise<RemoteFile> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const total = AbortSignal.timeout(timeouts.totalMs);
  const signal = options.signal === undefined ? total : AbortSignal.any([options.signal, total]);
  const resolve = options.resolve ?? ((host: string) => lookup(host, { all: true }));
  let url = parseLink(link);
  for (let redirects = 0; ; redirects += 1) {
    const addresses = await checkedAddresses(url, options.allowedHosts, (host) =>
      inTime(resolve(host), timeouts.connectMs, signal),
    );
    const file = await askOnce(url, addresses, timeouts, signal, options.post);
    if (typeof file !== "string") return file;
    if (redirects === maxRedirects) throw new RefusedUrl(`more than ${maxRedirects} redirects`);
    url = parseLink(file, url);
  }
}

/** Parsed as browsers do, which turns 0x7f.1, 2130706433, 017700000001 and full-width digits into 127.0.0.1. */
function parseLink(link: string, base?: URL): URL {
  const url = URL.parse(link, base);
  if (url === null) throw new RefusedUrl("the link is not a URL");
  return url;
}

/** Where this URL may be connected to: every address of its host, each of them checked. */
async function checkedAddresses(
  url: URL,
  allowedHosts: readonly string[],
  resolve: (host: string) => Promise<readonly LookupAddress[]>,
): Promise<readonly LookupAddress[]> {
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new RefusedUrl("the link is not https");
  const isTrusted = isListed(url, allowedHosts);
  if (url.protocol === "http:" && !isTrusted) throw new RefusedUrl("the link is not https");
  const host = hostOf(url);
  if (isLocalName(host) && !isTrusted) throw new RefusedUrl(`${host} is not a public address`);
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  // One private address among public ones is how a hostile name gets a second chance, so it spoils them all.
  if (!isTrusted && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new RefusedUrl(`${host} is not a public address`);
  return addresses;
}

/** One request on a connection of its own. Answers a redirect's target as text, anything else as a file. */
async function askOnce(
  url: URL,
  addresses: readonly LookupAddress[],
  timeouts: Timeouts,
  signal: AbortSignal,
  post?: Post,
): Promise<RemoteFile | string> {
  const client = new Client(url.origin, {
    connect: pinnedConnector(hostOf(url), addresses, timeouts.connectMs),
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyIdleMs,
    pipelining: 0, // no keep-alive: a connection was checked for one request
  });
  try {
    const answer = await client.request({
      method: post === undefined ? "GET" : "POST",
      path: `${url.pathname}${url.search}`,
      // Nothing that names this installation or its user. Some file hosts refuse a request without a user agent.
      headers: { accept: "*/*", "accept-encoding": "identity", "user-agent": "clipdesk", ...post?.headers },
      body: post?.body,
      signal,
    });
    const headers = plainHeaders(answer.headers);
    const isRedirect = [301, 302, 303, 307, 308].includes(answer.statusCode) && post === undefined;
    if (isRedirect && headers["location"] !== undefined) {
      await client.destroy();
      return headers["location"];
    }
    // An aborted body that nobody began to read would keep its connection for seconds more.
    signal.addEventListener("abort", () => void client.destroy(), { once: true });
    return { status: answer.statusCode, headers, body: bodyOf(answer, client), url: url.href };
  } catch (error) {
    await client.destroy();
    throw error;
  }
}

/**
 * Connects to the addresses that were checked and asks no name server again: between two questions a name can change.
 * `lookup` alone would not be a guard, because sockets skip it for IP literals; those were checked with the URL.
 */
function pinnedConnector(
  host: string,
  addresses: readonly LookupAddress[],
  timeoutMs: number,
): buildConnector.connector {
  const connect = buildConnector({
    timeout: timeoutMs,
    autoSelectFamily: true,
    // Node's 250 ms give up on a host across the world before its first answer can arrive.
    autoSelectFamilyAttemptTimeout: 2_000,
    lookup: (_host, _options, callback) => callback(null, [...addresses]),
  });
  // The certificate must be of the host in the link, not of the address; an address has no server name in TLS.
  const servername = isIP(host) === 0 ? host : "";
  return (options, callback) => connect({ ...options, hostname: host, servername }, callback);
}

async function* bodyOf(answer: Dispatcher.ResponseData, client: Client): AsyncGenerator<Uint8Array> {
  try {
    yield* answer.body;
  } finally {
    await client.destroy();
  }
}

function plainHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}

/** A name server that never answers must not hold a download: neither `lookup` nor its callers can be aborted. */
async function inTime<T>(work: Promise<T>, timeoutMs: number, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the name server did not answer in time")), timeoutMs);
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
