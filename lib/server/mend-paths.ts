/**
 * Addresses that cannot be decoded, such as /api/jobs/%ff. Next answers them with 500 before any of our code is asked;
 * with their percent signs taken literally they are addresses of nothing, which is answered with 404 as any other.
 */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** For every HTTP server of this process; Node publishes a request here before its server sees it. */
export function mendPaths(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage }; // as Node documents this channel
    request.url = mended(request.url ?? "/");
  });
}

/** @param url a path, with or without a query; the query is left as it is, because reading one never fails */
export function mended(url: string): string {
  const end = url.indexOf("?");
  const path = end === -1 ? url : url.slice(0, end);
  if (isDecodable(path)) return url;
  return path.replaceAll("%", "%25") + url.slice(path.length);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
