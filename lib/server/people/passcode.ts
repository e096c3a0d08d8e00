/**
 * Passcodes: made here, never chosen, and kept as salted scrypt hashes. Each carries a check of four letters under its
 * own salt, which nobody outside can reckon: a guess is told apart from the passcode by one fast hash, so a flood of guesses
 * costs no scrypt work, and whoever has the passcode gets in through any flood. Pure but for randomness.
 */
import { createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** Crockford's base 32: no letter that looks like another. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const randomLength = 16; // 80 bits
const checkLength = 4; // 20 bits
const groupLength = 5;

/** 16 MiB of memory and a fifth of a second: one of the sets that OWASP's password storage page names for scrypt. */
const cost = { N: 2 ** 14, r: 8, p: 5 } as const;
const hashLength = 32;
const saltLength = 16;

/** @returns the passcode, to be shown once, and what may be kept of it */
export async function makePasscode(nameKey: string): Promise<{ passcode: string; stored: string }> {
  const salt = randomBytes(saltLength);
  const random = Array.from(randomBytes(randomLength), (byte) => letters[byte % letters.length]).join("");
  const code = random + checkOf(nameKey, random, salt);
  const hash = await derive(code, salt, cost);
  const stored = ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
  return { passcode: code.match(new RegExp(`.{${groupLength}}`, "g"))?.join("-") ?? code, stored };
}

/** Fast. True for the passcode, and for one guess in a million. */
export function mayBePasscode(nameKey: string, typed: string, stored: string | null): boolean {
  const code = normal(typed);
  // A name that has no passcode takes the same time as one that has.
  const salt = stored === null ? decoySalt : read(stored).salt;
  const check = Buffer.from(checkOf(nameKey, code.slice(0, randomLength), salt));
  const given = Buffer.from(code.slice(randomLength).padEnd(checkLength, " ").slice(0, checkLength));
  return timingSafeEqual(check, given) && code.length === randomLength + checkLength && stored !== null;
}

/** Slow, by design. */
export async function isPasscode(typed: string, stored: string): Promise<boolean> {
  const { salt, hash, N, r, p } = read(stored);
  return timingSafeEqual(await derive(normal(typed), salt, { N, r, p }), hash);
}

const decoySalt = randomBytes(saltLength);

/** As people type and dictate them: any case, with or without the hyphens, with the letters that look like others. */
function normal(typed: string): string {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return /^[0-9A-Z]{1,40}$/.test(code) ? code : "";
}

function checkOf(nameKey: string, random: string, salt: Buffer): string {
  const digest = createHmac("sha256", salt).update(`check of ${nameKey}: ${random}`).digest();
  return Array.from(digest.subarray(0, checkLength), (byte) => letters[byte % letters.length]).join("");
}

interface Cost {
  N: number;
  r: number;
  p: number;
}

function derive(code: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, hashLength, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function read(stored: string): Cost & { salt: Buffer; hash: Buffer } {
  const [kind, N, r, p, salt = "", hash = ""] = stored.split("$");
  if (kind !== "scrypt") throw new Error("A passcode is stored in a form that this version does not know");
  return {
    N: Number(N),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
  };
}
