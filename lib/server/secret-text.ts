/** Texts that open something: 160 random bits, of which only a hash is kept. Pure but for the randomness. */
import { createHash, randomBytes } from "node:crypto";

/** Guessing is hopeless: a billion guesses a second would take 10^31 years, so nobody counts wrong ones. */
const bytes = 20;
/** 27 signs of base64url. */
export const secretPattern = /^[A-Za-z0-9_-]{27}$/;

export function newSecret(): string {
  return randomBytes(bytes).toString("base64url");
}

/** Without salt or stretching: what is guessed at here has no shorter way than all 160 bits. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
