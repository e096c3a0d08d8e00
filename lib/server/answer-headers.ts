/**
 * What every answer of this server says to browsers, pages, API, scripts and videos alike. Set where Node begins an
 * answer, because Next lets no one place see them all. What an answer says for itself stands.
 */
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { config } from "./config.ts";

/** A year, as browsers' own lists ask for. */
const strictTransport = "max-age=31536000; includeSubDomains";

/** For every HTTP server of this process, before its first request. */
export function guardAnswers(): void {
  const isSecure = config().appOrigin.startsWith("https:");
  subscribe("http.server.request.start", (message) => {
    const { response } = message as { response: ServerResponse }; // as Node documents this channel
    response.setHeader("x-content-type-options", "nosniff");
    // Pages have a whole policy of their own (proxy.ts), which takes this one's place.
    response.setHeader("content-security-policy", "frame-ancestors 'none'");
    if (isSecure) response.setHeader("strict-transport-security", strictTransport);
  });
}
