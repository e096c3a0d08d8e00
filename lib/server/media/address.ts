/**
 * Which addresses a download may go to. Pure: knows texts, asks no name server. The links come from answers that others
 * wrote, and this machine stands inside a network that they should not see.
 */
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * True for an address of the open internet only. Forms that carry an IPv4 address inside (mapped, 6to4, NAT64, Teredo)
 * are refused whole: nobody publishes a file under one, and whoever unpacks it may reach a private address.
 */
export function isPublicAddress(address: string): boolean {
  // isIP takes the plain forms only; octal and hex parts mean different addresses to different parsers.
  if (isIP(address) === 0 || address.includes("%")) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  // ipaddr.js calls everything it has no name for unicast, "::127.0.0.1" too; IPv6 gives out 2000::/3 only.
  return parsed.kind() === "ipv4" || (parsed.toByteArray()[0] ?? 0) >> 5 === 1;
}

/** The host of a parsed URL as a name server or a socket takes it: no brackets, no dot at the end. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

/** Names that RFC 6761 gives to the own machine, whatever a name server says. */
export function isLocalName(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost");
}

/**
 * Whether the operator listed this URL's host. `host` alone allows every port, `host:port` that port only. No wildcards:
 * a listed host skips every other check.
 */
export function isListed(url: URL, allowedHosts: readonly string[]): boolean {
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return allowedHosts.some((entry) => {
    const [, host, listedPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (host === undefined || !URL.canParse(`http://${host}/`)) return false;
    // Parsed as the link was, so that "CDN.example.com" and "[0::1]" meet their usual spelling.
    return hostOf(new URL(`http://${host}/`)) === hostOf(url) && (listedPort === undefined || listedPort === port);
  });
}
