/**
 * The file host of the demo's relay: signed links that expire, and the clips behind them. Reads public/demo and nothing
 * else. Must not know tasks.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { demoClips } from "./demo-task.ts";

const typeByEnding = { mp4: "video/mp4", jpg: "image/jpeg" } as const;
type Ending = keyof typeof typeByEnding;

/** Signed afresh at each call, as real file hosts do: `expiresMs` is milliseconds since 1970, whole seconds count. */
export function signedUrl(origin: string, clip: string, ending: Ending, expiresMs: number): string {
  const name = `${clip}.${ending}`;
  const expires = String(Math.floor(expiresMs / 1000));
  return `${origin}/files/${name}?${new URLSearchParams({ exp: expires, sig: signature(name, expires) }).toString()}`;
}

/** Null when `url` is not an address of this host. */
export async function fileAnswer(url: URL, nowMs: number): Promise<Response | null> {
  const [, clip, ending] = /^\/files\/([a-z]+)\.(mp4|jpg)$/.exec(url.pathname) ?? [];
  const known = demoClips.find((name) => name === clip);
  if (known === undefined || (ending !== "mp4" && ending !== "jpg")) return null;
  const name = `${known}.${ending}`;
  const expires = url.searchParams.get("exp") ?? "";
  if (!isSigned(name, expires, url.searchParams.get("sig") ?? "")) return denied("Signature does not match");
  if (Number(expires) * 1000 <= nowMs) return denied("Request has expired");
  const bytes = await readFile(join(process.cwd(), "public", "demo", name));
  const headers = { "content-type": typeByEnding[ending], "content-length": String(bytes.byteLength) };
  return new Response(bytes, { headers });
}

/** The key is no secret: the signature is there so that a link which was changed on its way is noticed. */
function signature(name: string, expires: string): string {
  return createHmac("sha256", "clipdesk demo").update(`${name}\n${expires}`).digest("hex").slice(0, 32);
}

function isSigned(name: string, expires: string, given: string): boolean {
  const expected = Buffer.from(signature(name, expires));
  const actual = Buffer.from(given);
  return expected.byteLength === actual.byteLength && timingSafeEqual(expected, actual);
}

function denied(message: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`;
  return new Response(body, { status: 403, headers: { "content-type": "application/xml" } });
}
