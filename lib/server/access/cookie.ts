/** The cookie that holds a session's id. */
import { Problem } from "#lib/problem.ts";
import type { Access } from "../access-settings.ts";
import { config } from "../config.ts";

type Passcodes = Access & { kind: "passcodes" };

/** @throws {Problem} `not_found` where nobody signs in with a passcode */
export function passcodeAccess(): Passcodes {
  const { access } = config();
  if (access.kind === "passcodes") return access;
  throw new Problem("not_found", "Nobody signs in with a passcode here");
}

/** A browser takes the first name only over https, for this host alone and every path: no other host can plant one. */
function nameOf({ isSecure }: Passcodes): string {
  return isSecure ? "__Host-clipdesk" : "clipdesk";
}

/** @returns the id that the browser sent; null when there is none */
export function sessionIn(headers: Headers, access: Passcodes): string | null {
  const start = `${nameOf(access)}=`;
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const text = pair.trim();
    if (text.startsWith(start)) return text.slice(start.length);
  }
  return null;
}

/** A link from a chat must find its reader signed in, so Lax; what writes is guarded by the door besides. */
export function sessionCookie(id: string, access: Passcodes): string {
  return cookie(id, Math.floor(access.lifeMs / 1_000), access);
}

export function noSessionCookie(access: Passcodes): string {
  return cookie("", 0, access);
}

function cookie(value: string, maxAgeS: number, access: Passcodes): string {
  const secure = access.isSecure ? "; Secure" : "";
  return `${nameOf(access)}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${secure}`;
}
