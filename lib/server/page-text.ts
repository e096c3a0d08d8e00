/**
 * The language of the page that is being drawn, what its reader has chosen for it, and what lets its own scripts run.
 * For server components only: it reads the request that Next is answering.
 */
import { headers } from "next/headers";
import { isIntroClosed } from "#lib/intro.ts";
import { type Locale, readLocale } from "#lib/locale.ts";
import type { Text } from "#lib/text.ts";
import { en } from "#lib/text/en.ts";
import { zh } from "#lib/text/zh.ts";
import { type Theme, readTheme } from "#lib/theme.ts";

const texts: Record<Locale, Text> = { en, zh };

export async function pageLocale(): Promise<Locale> {
  const asked = await headers();
  return readLocale(asked.get("cookie"), asked.get("accept-language"));
}

export async function pageText(): Promise<Text> {
  return texts[await pageLocale()];
}

export async function pageChoices(): Promise<{ theme: Theme; isIntroClosed: boolean }> {
  const cookies = (await headers()).get("cookie");
  return { theme: readTheme(cookies), isIntroClosed: isIntroClosed(cookies) };
}

/** Of this answer's security policy, which proxy.ts wrote into the request: the page's own scripts bear it. */
export async function pageNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1];
}
