/** Which languages the pages speak, and which of them a request asks for. Pure. */
import { readChoice } from "./choice-cookie.ts";

export const locales = ["en", "zh"] as const;
export type Locale = (typeof locales)[number];

/** What a person chose with the switch; it stands above what the browser asks for. */
export const localeCookie = "clipdesk_lang";

/** @param cookies the `Cookie` header @param languages the `Accept-Language` header, best first once its weights are read */
export function readLocale(cookies: string | null, languages: string | null): Locale {
  return readChoice(cookies, localeCookie, locales) ?? preferred(languages ?? "");
}

function preferred(languages: string): Locale {
  const wanted = languages
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { language: tag.split("-")[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const locale = locales.find((known) => known === language);
    if (locale !== undefined) return locale;
  }
  return "en";
}
