/**
 * Under which names this server answers. A name of somebody else's that resolves to this machine (DNS rebinding) is
 * "same-origin" to the browser, so a page under it could read every prompt. Knows the settings, no request.
 */
import { config } from "./config.ts";
import { isLoopbackName } from "./loopback-name.ts";

/**
 * A server that listens on loopback alone answers only to loopback names and to its public address.
 * @param asked the `Host` header
 */
export function isOurHost(asked: string | null): boolean {
  const { host, appOrigin } = config();
  if (!isLoopbackName(host) || asked === null) return true;
  return isLoopbackName(nameOf(asked)) || asked.toLowerCase() === new URL(appOrigin).host;
}

/** Without the port. */
export function nameOf(host: string): string {
  return host.replace(/:\d+$/, "").toLowerCase();
}
