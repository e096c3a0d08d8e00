/**
 * The signed token of a proxy in front (Cloudflare Access, oauth2-proxy): who it says that asks, once its signature,
 * issuer, audience and times hold. Knows no person.
 */
import { createPublicKey } from "node:crypto";
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey, type JWTPayload } from "jose";
import { Problem } from "#lib/problem.ts";
import type { Access, TokenKey } from "../access-settings.ts";
import { log } from "../log.ts";
import { once } from "../once.ts";

type TokenAccess = Access & { kind: "token" };

/** Signed with a private key that only the issuer has; a shared secret or none at all is nobody's signature. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
/** Two machines' clocks differ. */
const clockToleranceS = 30;
const keysTimeoutMs = 5_000;

/**
 * @returns the name that the token's claim holds; null when there is no token or it does not hold
 * @throws {Problem} `access_unavailable` when the issuer's keys cannot be had
 */
export async function nameInToken(headers: Headers, access: TokenAccess): Promise<string | null> {
  const given = headers.get(access.header);
  if (given === null) return null;
  const payload = await verified(given.replace(/^Bearer /i, ""), access);
  const name = payload?.[access.nameClaim];
  return typeof name === "string" ? name : null;
}

async function verified(token: string, access: TokenAccess): Promise<JWTPayload | null> {
  const { issuer, audience, nameClaim } = access;
  try {
    const { payload } = await jwtVerify(token, keyOf(access.key), {
      issuer,
      audience,
      algorithms,
      clockTolerance: clockToleranceS,
      requiredClaims: ["exp", nameClaim],
    });
    return payload;
  } catch (error) {
    // Whatever else is wrong is wrong with the token: anybody can send one, so it is not worth a line in the log.
    if (error instanceof Problem) throw error;
    return null;
  }
}

function keyOf(key: TokenKey): JWTVerifyGetKey {
  if (key.kind === "pem") {
    const publicKey = once(`token-key ${key.pem}`, () => createPublicKey(key.pem));
    return async () => publicKey;
  }
  const url = new URL(key.url);
  const fetched = once(`token-keys ${url.href}`, () => createRemoteJWKSet(url, { timeoutDuration: keysTimeoutMs }));
  return async (header, token) => {
    try {
      return await fetched(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error; // the token names a kind of key that nobody has
      log.error("The keys of the proxy's tokens could not be read", error);
      throw new Problem("access_unavailable", "Who you are cannot be checked at the moment; try again soon");
    }
  };
}
