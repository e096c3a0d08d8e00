/** What a program shows to come in where no person signs in. */
import { createHash, timingSafeEqual } from "node:crypto";

/** In the same time whatever is given, its length included. */
export function hasBearer(headers: Headers, secret: string): boolean {
  const given = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  return isSameSecret(given, secret);
}

export function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
