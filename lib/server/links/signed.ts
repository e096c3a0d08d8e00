/**
 * Signed addresses of kept files: whoever has one may fetch the file until it expires, without a session. The signature
 * covers the job, the kind of file and the end, so none of them can be changed. Knows neither job nor person.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "../config.ts";
import type { Store } from "../database/store.ts";

/** As long as links of relays live at most; every query gives a fresh one. */
export const signedForMs = 24 * 3_600_000;

export const signedKinds = ["video", "poster"] as const;
export type SignedKind = (typeof signedKinds)[number];

export async function signedUrl(store: Store, id: string, kind: SignedKind): Promise<string> {
  const expires = String(Math.floor((store.now() + signedForMs) / 1_000));
  const signature = signatureOf(await secretOf(store), id, kind, expires);
  return `${config().appOrigin}/v1/media/${id}/${kind}?expires=${expires}&signature=${signature}`;
}

/** @param search of the address that was asked for */
export async function isSigned(store: Store, id: string, kind: SignedKind, search: URLSearchParams): Promise<boolean> {
  const expires = search.get("expires") ?? "";
  if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1_000 <= store.now()) return false;
  const given = Buffer.from(search.get("signature") ?? "");
  const right = Buffer.from(signatureOf(await secretOf(store), id, kind, expires));
  return given.length === right.length && timingSafeEqual(given, right);
}

function signatureOf(secret: string, id: string, kind: SignedKind, expires: string): string {
  return createHmac("sha256", Buffer.from(secret, "base64url"))
    .update(`${kind}\n${id}\n${expires}`)
    .digest("base64url");
}

async function secretOf(store: Store): Promise<string> {
  const { value } = await store.db
    .selectFrom("secrets")
    .select("value")
    .where("name", "=", "links")
    .executeTakeFirstOrThrow();
  return value;
}
