import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, test } from "node:test";
import { ConfigError, parseConfig } from "./config.ts";

const live = { RELAY_BASE_URL: "https://relay.example", RELAY_API_KEY: "sk-1" };
const pem = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "pem" });
const token = {
  ACCESS: "proxy",
  ACCESS_JWT_ISSUER: "https://team.example/",
  ACCESS_JWT_AUDIENCE: "desk",
  ACCESS_JWT_PUBLIC_KEY: String(pem),
};
const header = {
  ACCESS: "proxy",
  ACCESS_HEADER: "X-Forwarded-User",
  ACCESS_PEERS: "10.0.0.5, 172.18.0.0/16",
  ACCESS_SECRET: "s".repeat(32),
};

function faultsOf(settings: Record<string, string>): readonly string[] {
  try {
    parseConfig(settings);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

/** The names of the settings that are at fault. */
function namesOf(settings: Record<string, string>): string[] {
  return faultsOf(settings).map((fault) => fault.split(":")[0] ?? "");
}

describe("where nobody signs in", () => {
  test("a server that can spend listens on loopback and nowhere else", () => {
    for (const HOST of ["127.0.0.1", "127.1.2.3", "::1", "localhost"]) assert.deepEqual(namesOf({ ...live, HOST }), []);
    for (const HOST of ["0.0.0.0", "::", "192.168.1.5", "desk.example", "127.0.0.1.example"])
      assert.deepEqual(namesOf({ ...live, HOST }), ["HOST"], HOST);
  });

  test("a demo may be shown to anybody, for it cannot spend", () => {
    assert.deepEqual(namesOf({ HOST: "0.0.0.0" }), []);
  });
});

describe("with passcodes", () => {
  test("other machines come in over https, this one also without", () => {
    const passcodes = { ...live, ACCESS: "passcodes", HOST: "0.0.0.0" };
    assert.deepEqual(namesOf({ ...passcodes, APP_ORIGIN: "https://desk.example" }), []);
    assert.deepEqual(namesOf({ ...passcodes, APP_ORIGIN: "http://localhost:3000" }), []);
    assert.deepEqual(namesOf({ ...passcodes, APP_ORIGIN: "http://desk.example" }), ["APP_ORIGIN"]);
    assert.deepEqual(namesOf(passcodes), ["APP_ORIGIN"]);
  });

  test("sessions end after three days of rest and two weeks in all, unless the settings say other hours", () => {
    const hourMs = 3_600_000;
    const { access } = parseConfig({ ACCESS: "passcodes" });
    assert.deepEqual(access, { kind: "passcodes", idleMs: 72 * hourMs, lifeMs: 336 * hourMs, isSecure: false });
    const bad = { ACCESS: "passcodes", ACCESS_SESSION_IDLE_HOURS: "0", ACCESS_SESSION_MAX_HOURS: "soon" };
    assert.deepEqual(namesOf(bad), ["ACCESS_SESSION_IDLE_HOURS", "ACCESS_SESSION_MAX_HOURS"]);
  });
});

describe("behind a proxy", () => {
  test("who asks is told by a signed token, or by a header with a secret, and never by both or by neither", () => {
    assert.deepEqual(namesOf(token), []);
    assert.deepEqual(namesOf(header), []);
    assert.deepEqual(namesOf({ ...token, ...header }), ["ACCESS"]);
    assert.deepEqual(namesOf({ ACCESS: "proxy" }), ["ACCESS"]);
  });

  test("a part that is missing or bad is named", () => {
    for (const name of ["ACCESS_JWT_ISSUER", "ACCESS_JWT_AUDIENCE"] as const)
      assert.deepEqual(namesOf({ ...token, [name]: "" }), [name]);
    for (const name of ["ACCESS_HEADER", "ACCESS_PEERS", "ACCESS_SECRET"] as const)
      assert.deepEqual(namesOf({ ...header, [name]: "" }), [name]);
    assert.deepEqual(namesOf({ ...token, ACCESS_JWT_PUBLIC_KEY: "" }), ["ACCESS_JWT_JWKS_URL"]);
    assert.deepEqual(namesOf({ ...token, ACCESS_JWT_PUBLIC_KEY: "a secret" }), ["ACCESS_JWT_PUBLIC_KEY"]);
    assert.deepEqual(namesOf({ ...token, ACCESS_JWT_JWKS_URL: "https://keys.example" }), ["ACCESS_JWT_JWKS_URL"]);
    const fetched = { ...token, ACCESS_JWT_PUBLIC_KEY: "", ACCESS_JWT_JWKS_URL: "http://keys.example/jwks" };
    assert.deepEqual(namesOf(fetched), ["ACCESS_JWT_JWKS_URL"], "keys that come without encryption");
    assert.deepEqual(namesOf({ ...header, ACCESS_PEERS: "10.0.0.0/33" }), ["ACCESS_PEERS"]);
    assert.deepEqual(namesOf({ ...header, ACCESS_SECRET: "short" }), ["ACCESS_SECRET"]);
    assert.deepEqual(namesOf({ ...header, ACCESS_HEADER: "x user" }), ["ACCESS_HEADER"]);
  });

  test("the secret is in nothing that is printed", () => {
    const printed = JSON.stringify(parseConfig(header));
    assert.ok(!printed.includes(header.ACCESS_SECRET));
  });
});

test("a setting of another mode protects nothing, and is named", () => {
  assert.deepEqual(namesOf({ ...token, ACCESS: "none" }).toSorted(), Object.keys(token).slice(1).toSorted());
  assert.deepEqual(namesOf({ ...header, ACCESS: "passcodes" }).toSorted(), Object.keys(header).slice(1).toSorted());
  assert.deepEqual(namesOf({ ...token, ACCESS_SESSION_MAX_HOURS: "1" }), ["ACCESS_SESSION_MAX_HOURS"]);
  assert.deepEqual(namesOf({ ACCESS: "everybody" }), ["ACCESS"]);
});

test("caps, their day and the price are read, and a bad one is named", () => {
  const given = {
    CAP_JOBS_PER_DAY: "100",
    CAP_JOBS_PER_PERSON_PER_DAY: "0",
    CAP_TIME_ZONE: "Asia/Shanghai",
    PRICE_PER_JOB: "0.35 CNY",
  };
  assert.deepEqual(parseConfig(given).caps, {
    perDay: 100,
    perPersonPerDay: 0,
    timeZone: "Asia/Shanghai",
    price: { amount: 0.35, currency: "CNY" },
  });
  const bad = {
    CAP_JOBS_PER_DAY: "-1",
    CAP_JOBS_PER_PERSON_PER_DAY: "many",
    CAP_TIME_ZONE: "Mars/Olympus",
    PRICE_PER_JOB: "cheap",
  };
  assert.deepEqual(namesOf(bad), Object.keys(bad));
});
