/**
 * Next drops `Content-Length` from what a route handler answers, since 16.4, and sends bytes without saying how many:
 * a download then shows no progress, and HEAD tells no size. So the length travels under a name that Next does not know,
 * and gets its own name back where Node writes the headers. Knows nothing of media but that its sizes are known.
 */
import "server-only";
import { channel } from "node:diagnostics_channel";
import { ServerResponse } from "node:http";
import { once } from "../once.ts";

/** On a `Response` whose body has exactly this many bytes. */
export const lengthHeader = "x-body-length";

/** Once per process, before its first request. Without it everything works, but for the missing header. */
export function restoreContentLength(): void {
  once("content-length", () => {
    channel("http.server.request.start").subscribe(onRequest);
    return true;
  });
}

function onRequest(message: unknown): void {
  if (typeof message !== "object" || message === null || !("response" in message)) return;
  const { response } = message;
  if (!(response instanceof ServerResponse)) return;
  // Every way of sending headers (`write`, `end`, `flushHeaders`) goes through this one.
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse; // what was given goes on unchanged
  response.writeHead = (...given: unknown[]) => {
    const length = response.getHeader(lengthHeader);
    if (length !== undefined) {
      response.removeHeader(lengthHeader);
      response.setHeader("content-length", length);
    }
    return writeHead(...given);
  };
}
