/**
 * What can be told of a reference image before money is spent. The relay downloads the link; this browser looks at it
 * with an `img` element and the server never does. Pure: what was seen comes in from outside.
 */
import ipaddr from "ipaddr.js";

/** What the model behind the relay takes. */
export const imageRules = { shortestPx: 320, longestPx: 4096, largestRatio: 3, largestBytes: 4_700_000 } as const;

/** What an `img` element found. `sizeBytes` is null where the other server does not let pages know it. */
export type Sight =
  | { kind: "seen"; width: number; height: number; sizeBytes: number | null }
  /** Dead, no image, or not for strangers: a page cannot tell them apart. */
  | { kind: "unseen" };

/**
 * `broken`: a rule of the relay is broken, which blocks until the person insists. `doubtful`: it may fail, and this
 * browser cannot prove it. A link of which nothing bad is known has no fault.
 */
export type ImageFault =
  | { grade: "broken"; kind: "private" | "tooSmall" | "tooLarge" | "tooLong" | "tooHeavy" }
  | { grade: "doubtful"; kind: "unseen" | "plainHttp" | "format" };

/** A link to a private address is not followed: who sent it may want just that. */
export function isWorthALook(link: string): boolean {
  const url = webUrl(link);
  return url !== null && url.username === "" && !isPrivateHost(url.hostname);
}

/** Null also for what is no link at all: the schema says so, in words of its own. */
export function faultOf(link: string, sight: Sight | null): ImageFault | null {
  const url = webUrl(link);
  if (url === null) return null;
  if (isPrivateHost(url.hostname)) return { grade: "broken", kind: "private" };
  if (sight?.kind === "seen") {
    const long = Math.max(sight.width, sight.height);
    const short = Math.min(sight.width, sight.height);
    if (short < imageRules.shortestPx) return { grade: "broken", kind: "tooSmall" };
    if (long > imageRules.longestPx) return { grade: "broken", kind: "tooLarge" };
    if (long > short * imageRules.largestRatio) return { grade: "broken", kind: "tooLong" };
    if ((sight.sizeBytes ?? 0) > imageRules.largestBytes) return { grade: "broken", kind: "tooHeavy" };
  }
  if (sight?.kind === "unseen") return { grade: "doubtful", kind: url.protocol === "http:" ? "plainHttp" : "unseen" };
  if (url.protocol === "http:") return { grade: "doubtful", kind: "plainHttp" };
  // A name is no proof: servers send JPEG under any of them.
  if (/\.(webp|gif|avif|svg|bmp|tiff?|heic|ico)$/i.test(url.pathname)) return { grade: "doubtful", kind: "format" };
  return null;
}

function webUrl(link: string): URL | null {
  const url = URL.canParse(link.trim()) ? new URL(link.trim()) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/** Whether a host cannot be reached from the open internet, as far as its name tells. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() !== "unicast";
  return !host.includes(".") || /\.(localhost|local|internal|intranet|lan|home\.arpa)$/.test(host);
}
