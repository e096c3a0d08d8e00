"use client";
import { use } from "react";
import { locales } from "#lib/locale.ts";
import type { Locale } from "#lib/locale.ts";
import type { bulk } from "#lib/text/en/bulk.ts";
import { useLanguage } from "../text.tsx";

export type BulkText = typeof bulk;

const loaders: Record<Locale, () => Promise<BulkText>> = {
  en: async () => (await import("#lib/text/en/bulk.ts")).bulk,
  zh: async () => (await import("#lib/text/zh/bulk.ts")).bulk,
};
const loaded = new Map<Locale, Promise<BulkText>>();

/** For parts that were fetched with their sentences. */
export function useBulkText(): BulkText {
  return use(loadBulkText(useLanguage().locale));
}

/** In every language, which are few and short: whoever switches is not made to wait, nor without words. */
export async function loadBulkTexts(): Promise<void> {
  await Promise.all(locales.map(loadBulkText));
}

/** One promise a language. One that failed is asked for again. */
export function loadBulkText(locale: Locale): Promise<BulkText> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const loading = loaders[locale]();
  loaded.set(locale, loading);
  loading.catch(() => loaded.delete(locale));
  return loading;
}
