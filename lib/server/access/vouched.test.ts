/** What a proxy in front says of who asks: believed when it is signed, or comes from where only the proxy is. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe, test, type TestContext } from "node:test";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { Problem } from "#lib/problem.ts";
import type { Access } from "../access-settings.ts";
import { isFromPeer } from "./peer.ts";
import { nameInToken } from "./token.ts";

type TokenAccess = Access & { kind: "token" };
type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

const issuer = "https://team.example/";
const audience = "desk";

interface Issuer {
  access: TokenAccess;
  sign: (claims: JWTPayload, options?: { alg?: string; key?: KeyPair["privateKey"] | Uint8Array }) => Promise<string>;
  /** How often its keys were fetched. */
  fetches: () => number;
}

/** An issuer that serves its keys over HTTP. */
async function startIssuer(t: TestContext, header = "cf-access-jwt-assertion"): Promise<Issuer> {
  const pair = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "1", alg: "RS256", use: "sig" };
  let fetches = 0;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const access: TokenAccess = {
    kind: "token",
    header,
    issuer,
    audience,
    key: { kind: "jwks", url: `http://127.0.0.1:${address.port}/keys` },
    nameClaim: "email",
  };
  return {
    access,
    sign: (claims, { alg = "RS256", key = pair.privateKey } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: "1" }).sign(key),
    fetches: () => fetches,
  };
}

function claims(changes: JWTPayload = {}): JWTPayload {
  const nowS = Math.floor(Date.now() / 1_000);
  return { email: "ada@example.com", iss: issuer, aud: [audience], iat: nowS, exp: nowS + 600, ...changes };
}

function nameOf(access: TokenAccess, token: string, header = access.header): Promise<string | null> {
  return nameInToken(new Headers({ [header]: token }), access);
}

describe("a token", () => {
  test("that is signed, meant for us and of now says who asks; its issuer's keys are fetched once", async (t) => {
    const { access, sign, fetches } = await startIssuer(t);
    for (let request = 0; request < 5; request += 1)
      assert.equal(await nameOf(access, await sign(claims())), "ada@example.com");
    assert.equal(fetches(), 1);
    assert.equal(await nameInToken(new Headers(), access), null);
    assert.equal(await nameOf(access, await sign(claims()), "x-other"), null);
  });

  test("of another issuer, audience or time, without an end or a name, says nothing", async (t) => {
    const { access, sign } = await startIssuer(t);
    const nowS = Math.floor(Date.now() / 1_000);
    for (const changes of [
      { iss: "https://other.example/" },
      { iss: issuer.slice(0, -1) },
      { aud: "another" },
      { aud: undefined },
      { exp: nowS - 120 },
      { exp: undefined },
      { nbf: nowS + 600 },
      { email: undefined },
      { email: ["ada@example.com"] },
    ]) {
      assert.equal(await nameOf(access, await sign(claims(changes))), null, JSON.stringify(changes));
    }
  });

  test("that is forged says nothing: unsigned, signed by another, or with the public key for a secret", async (t) => {
    const { access, sign } = await startIssuer(t);
    const other = await generateKeyPair("RS256");
    const good = await sign(claims());
    const [head = "", body = "", signature = ""] = good.split(".");
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const token of [
      await sign(claims(), { key: other.privateKey }),
      await sign(claims(), { alg: "HS256", key: new Uint8Array(32).fill(7) }),
      `${encode({ alg: "none" })}.${body}.`,
      `${head}.${encode(claims({ email: "root@example.com" }))}.${signature}`,
      `${head}.${body}.`,
      good.slice(0, -2),
      "x",
      "",
      "a.b.c",
    ]) {
      assert.equal(await nameOf(access, token), null, token);
    }
    assert.equal(await nameOf(access, good), "ada@example.com");
  });
});

test("a token is refused as long as its issuer's keys cannot be had, and that is said", async (t) => {
  const { access, sign } = await startIssuer(t);
  const away: TokenAccess = { ...access, key: { kind: "jwks", url: "http://127.0.0.1:9/keys" } };
  await assert.rejects(
    nameOf(away, await sign(claims())),
    (error) => error instanceof Problem && error.code === "access_unavailable" && error.status === 503,
  );
});

test("a token may be checked with a key of the settings, and come as a bearer", async (t) => {
  const { access, sign } = await startIssuer(t, "authorization");
  const pair = await generateKeyPair("ES256");
  const pem = await exportSPKI(pair.publicKey);
  const fixed: TokenAccess = { ...access, key: { kind: "pem", pem } };
  const token = await sign(claims(), { alg: "ES256", key: pair.privateKey });
  assert.equal(await nameOf(fixed, `Bearer ${token}`), "ada@example.com");
  assert.equal(await nameOf(fixed, `Bearer ${await sign(claims())}`), null, "a key of another kind");
  // What anybody can read must not serve as a secret to sign with.
  const confused = await sign(claims(), { alg: "HS256", key: new TextEncoder().encode(pem) });
  assert.equal(await nameOf(fixed, `Bearer ${confused}`), null);
});

test("a request comes from a listed peer when the socket's own address is listed, as such or in a network", () => {
  const peers = ["10.0.0.5", "172.18.0.0/16", "fd00::/8"];
  const from = (address: string) => isFromPeer(new Headers({ "x-clipdesk-peer": address }), peers);
  for (const address of ["10.0.0.5", "::ffff:10.0.0.5", "172.18.3.4", "::ffff:172.18.0.1", "fd12::1"])
    assert.ok(from(address), address);
  for (const address of ["10.0.0.6", "172.19.0.1", "fe80::1", "::1", "", "10.0.0.5, 1.2.3.4", "10.0.0.5:80"])
    assert.ok(!from(address), address);
});
