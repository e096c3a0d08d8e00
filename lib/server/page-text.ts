/** The language of the page that is being drawn. For server components only: it reads the request that Next is answering. */
import { headers } from "next/headers";
import { type Locale, readLocale } from "#lib/locale.ts";
import { type Text, loadText } from "#lib/text.ts";

export async function pageLocale(): Promise<Locale> {
  const asked = await headers();
  return readLocale(asked.get("cookie"), asked.get("accept-language"));
}

export async function pageText(): Promise<Text> {
  return loadText(await pageLocale());
}
