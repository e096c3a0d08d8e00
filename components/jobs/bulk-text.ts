"use client";
import { use } from "react";
import { lateText } from "#lib/late-text.ts";
import { locales } from "#lib/locale.ts";
import type { bulk } from "#lib/text/en/bulk.ts";
import { useLanguage } from "../text.tsx";

export type BulkText = typeof bulk;

export const loadBulkText = lateText<BulkText>({
  en: async () => (await import("#lib/text/en/bulk.ts")).bulk,
  zh: async () => (await import("#lib/text/zh/bulk.ts")).bulk,
});

/** For parts that were fetched with their sentences. */
export function useBulkText(): BulkText {
  return use(loadBulkText(useLanguage().locale));
}

/** In every language, which are few and short: whoever switches is not made to wait, nor without words. */
export async function loadBulkTexts(): Promise<void> {
  await Promise.all(locales.map(loadBulkText));
}
