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
  const options = {
    issuer,
    audience,
    algorithms,
    clockTolerance: clockToleranceS,
    requiredClaims: ["exp", nameClaim],
  };
  try {
    const key = keyOf(access.key);
    const { payload } =
      typeof key === "function" ? await jwtVerify(token, key, options) : await jwtVerify(token, key, options);
    return payload;
  } catch (error) {
    if (isTokensFault(error)) return null;
    log.error("The keys of the proxy's tokens could not be read", error);
    throw new Problem("access_unavailable", "Who you are cannot be checked at the moment; try again soon");
  }
}

function keyOf(key: TokenKey): JWTVerifyGetKey | ReturnType<typeof createPublicKey> {
  return key.kind === "pem"
    ? once("token-key", () => createPublicKey(key.pem))
    : once("token-keys", () => createRemoteJWKSet(new URL(key.url), { timeoutDuration: keysTimeoutMs }));
}

function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    // A static key of another kind than the token's signature.
    error instanceof TypeError
  );
}
