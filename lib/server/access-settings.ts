/**
 * Who may come in, as the settings say: nobody signs in, people with passcodes, or people whom a proxy in front vouches
 * for. Reads and checks those settings; knows no request.
 */
import { createPublicKey } from "node:crypto";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import * as z from "zod/mini";
import { isLoopbackName } from "./loopback-name.ts";

export type Access =
  | { kind: "none" }
  | { kind: "passcodes"; idleMs: number; lifeMs: number; isSecure: boolean }
  | { kind: "token"; header: string; issuer: string; audience: string; key: TokenKey; nameClaim: string }
  | { kind: "header"; header: string; peers: readonly string[]; secret: () => string };

export type TokenKey = { kind: "jwks"; url: string } | { kind: "pem"; pem: string };

type Settings = Readonly<Record<string, string | undefined>>;

export interface Reach {
  host: string;
  appOrigin: string;
  isLive: boolean;
}

const hourMs = 3_600_000;
const token = {
  needed: ["ACCESS_JWT_ISSUER", "ACCESS_JWT_AUDIENCE"],
  keys: ["ACCESS_JWT_JWKS_URL", "ACCESS_JWT_PUBLIC_KEY"],
  more: ["ACCESS_JWT_HEADER", "ACCESS_JWT_NAME_CLAIM"],
} as const;
const header = ["ACCESS_HEADER", "ACCESS_PEERS", "ACCESS_SECRET"] as const;
const sessions = ["ACCESS_SESSION_IDLE_HOURS", "ACCESS_SESSION_MAX_HOURS"] as const;
const proxyOnly = [...token.needed, ...token.keys, ...token.more, ...header];

/** Every bad setting is one line, `NAME: what is wrong`. A setting of another mode protects nothing, so it is one too. */
export function readAccess(given: Settings, reach: Reach): { access: Access; faults: readonly string[] } {
  const parsed = schema.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path[0]?.toString() ?? "ACCESS"}: ${message}`);
  const mode = parsed.success ? parsed.data.ACCESS : given["ACCESS"];
  const stray = (names: readonly string[], needs: string) => {
    for (const name of names) if (given[name] !== undefined) faults.push(`${name}: only counts with ${needs}`);
  };
  if (mode !== "passcodes") stray(sessions, "ACCESS=passcodes");
  if (mode === "none" || mode === "passcodes") stray(proxyOnly, "ACCESS=proxy");
  if (mode === "none") faults.push(...openFaults(reach));
  if (mode === "passcodes") faults.push(...passcodeFaults(reach));
  if (mode === "proxy") faults.push(...proxyFaults(given));
  if (!parsed.success || faults.length > 0) return { access: { kind: "none" }, faults };
  return { access: accessOf(parsed.data, reach), faults };
}

function accessOf(settings: z.infer<typeof schema>, { appOrigin }: Reach): Access {
  if (settings.ACCESS === "none") return { kind: "none" };
  if (settings.ACCESS === "passcodes") {
    return {
      kind: "passcodes",
      idleMs: settings.ACCESS_SESSION_IDLE_HOURS * hourMs,
      lifeMs: settings.ACCESS_SESSION_MAX_HOURS * hourMs,
      isSecure: appOrigin.startsWith("https:"),
    };
  }
  const { ACCESS_HEADER, ACCESS_SECRET = "", ACCESS_JWT_JWKS_URL: url, ACCESS_JWT_PUBLIC_KEY: pem = "" } = settings;
  if (ACCESS_HEADER !== undefined) {
    return { kind: "header", header: ACCESS_HEADER, peers: settings.ACCESS_PEERS ?? [], secret: () => ACCESS_SECRET };
  }
  return {
    kind: "token",
    header: settings.ACCESS_JWT_HEADER,
    issuer: settings.ACCESS_JWT_ISSUER ?? "",
    audience: settings.ACCESS_JWT_AUDIENCE ?? "",
    key: url === undefined ? { kind: "pem", pem } : { kind: "jwks", url },
    nameClaim: settings.ACCESS_JWT_NAME_CLAIM,
  };
}

/** Whoever reaches a desk where nobody signs in can spend what its key can spend. */
function openFaults({ host, isLive }: Reach): string[] {
  if (!isLive || isLoopbackName(host)) return [];
  return [
    "HOST: with a relay key and ACCESS=none the server listens on loopback only (127.0.0.1, ::1, localhost); " +
      "set ACCESS=passcodes or ACCESS=proxy to serve others",
  ];
}

/** A passcode and the cookie that follows it can be read on the way, unless the way is this machine or encrypted. */
function passcodeFaults({ appOrigin }: Reach): string[] {
  const { protocol, hostname } = new URL(appOrigin);
  if (protocol === "https:" || isLoopbackName(hostname)) return [];
  return ["APP_ORIGIN: must be https://... with ACCESS=passcodes; plain http is for loopback only"];
}

function proxyFaults(given: Settings): string[] {
  const has = (name: string) => given[name] !== undefined;
  const isToken = [...token.needed, ...token.keys, ...token.more].some(has);
  const isHeader = header.some(has);
  if (isToken && isHeader) return ["ACCESS: the proxy vouches by ACCESS_JWT_... or by ACCESS_HEADER, not by both"];
  if (!isToken && !isHeader) return ["ACCESS: proxy needs ACCESS_JWT_... or ACCESS_HEADER; see README.md"];
  const needed = isToken ? token.needed : header;
  const faults = needed.filter((name) => !has(name)).map((name) => `${name}: must be set with ACCESS=proxy`);
  if (isToken && token.keys.filter(has).length !== 1)
    faults.push("ACCESS_JWT_JWKS_URL: set this or ACCESS_JWT_PUBLIC_KEY, and not both");
  return faults;
}

const hours = z.pipe(
  z.string().check(z.regex(/^\d{1,4}$/, "must be a whole number of hours from 1 to 8760")),
  z.pipe(z.transform(Number), z.number().check(z.minimum(1, "at least 1"), z.maximum(8_760, "at most 8760"))),
);
const headerName = z.string().check(z.regex(/^[a-z0-9-]{1,64}$/i, "must be a header's name"), z.toLowerCase());

const peers = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text: string) => text.split(",").map((word) => word.trim())),
  ),
  z.array(z.string().check(z.refine(isPeer, "must be addresses or networks such as 10.0.0.5,172.18.0.0/16"))),
);

function isPeer(text: string): boolean {
  return isIP(text) !== 0 || ipaddr.isValidCIDR(text);
}

/** Whoever can change the keys on their way can sign for anyone. */
function isKeyAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopbackName(hostname));
}

function isPublicKey(text: string): boolean {
  try {
    return createPublicKey(text).asymmetricKeyType !== undefined;
  } catch {
    return false;
  }
}

const schema = z.object({
  ACCESS: z._default(z.enum(["none", "passcodes", "proxy"], "must be none, passcodes or proxy"), "none"),
  // Over a weekend, and two weeks in all.
  ACCESS_SESSION_IDLE_HOURS: z._default(hours, 72),
  ACCESS_SESSION_MAX_HOURS: z._default(hours, 336),
  ACCESS_JWT_HEADER: z._default(headerName, "cf-access-jwt-assertion"),
  // Compared letter by letter with the token's, a slash at its end included.
  ACCESS_JWT_ISSUER: z.optional(z.string().check(z.maxLength(500, "at most 500 characters"))),
  ACCESS_JWT_AUDIENCE: z.optional(z.string().check(z.maxLength(500, "at most 500 characters"))),
  ACCESS_JWT_JWKS_URL: z.optional(z.string().check(z.refine(isKeyAddress, "must be https://..., or http on loopback"))),
  ACCESS_JWT_PUBLIC_KEY: z.optional(
    z.pipe(
      // A variable often holds a key's line breaks as \n.
      z.pipe(
        z.string(),
        z.transform((text: string) => text.replaceAll("\\n", "\n")),
      ),
      z.string().check(z.refine(isPublicKey, "must be a public key in PEM form")),
    ),
  ),
  ACCESS_JWT_NAME_CLAIM: z._default(z.string().check(z.regex(/^[\w:/.-]{1,100}$/, "must be a claim's name")), "email"),
  ACCESS_HEADER: z.optional(headerName),
  ACCESS_PEERS: z.optional(peers),
  ACCESS_SECRET: z.optional(
    z.string().check(z.regex(/^[\x21-\x7e]{32,200}$/, "must be 32 to 200 visible ASCII characters without spaces")),
  ),
});
