"use client";
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import { locales } from "#lib/locale.ts";
import type { Locale } from "#lib/locale.ts";
import type { Text } from "#lib/text.ts";

const loaders = new Map<Locale, () => Promise<Text>>();
const loaded = new Map<Locale, Promise<Text>>();

/**
 * Draw nothing, but make the server name the dictionary's file in the head of the page, so that the browser fetches it
 * beside the other scripts and not after them. Next does that only for an `import()` that stands inside `dynamic()`.
 */
export const dictionaryMarks: Record<Locale, ComponentType> = {
  en: dynamic(marking("en", async () => (await import("#lib/text/en.ts")).en)),
  zh: dynamic(marking("zh", async () => (await import("#lib/text/zh.ts")).zh)),
};

function marking(locale: Locale, load: () => Promise<Text>): () => Promise<ComponentType> {
  loaders.set(locale, load);
  return async () => {
    await loadDictionary(locale);
    return Nothing;
  };
}

function Nothing() {
  return null;
}

/** One promise a language, so that a component may wait for it. One that failed is asked for again. */
export function loadDictionary(locale: Locale): Promise<Text> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const load = loaders.get(locale);
  if (load === undefined) throw new Error(`There is no dictionary for ${locale}, only for ${locales.join()}`);
  const loading = load();
  loaded.set(locale, loading);
  loading.catch(() => loaded.delete(locale));
  return loading;
}
