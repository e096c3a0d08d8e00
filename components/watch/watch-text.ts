"use client";
import dynamic from "next/dynamic";
import { use } from "react";
import type { ComponentType } from "react";
import type { Locale } from "#lib/locale.ts";
import type { WatchText } from "#lib/watch-text.ts";
import { useLanguage } from "../text.tsx";

const loaders = new Map<Locale, () => Promise<WatchText>>();
const loaded = new Map<Locale, Promise<WatchText>>();

/** In the page's language; whoever asks is drawn once it has come. */
export function useWatchText(): WatchText {
  return use(loadWatchText(useLanguage().locale));
}

/**
 * Draw nothing, but make the server name the file in the head of a page that begins with these sentences, as the
 * dictionaries do (components/dictionaries.ts). The studio does without: there they come with what is opened.
 */
export const watchTextMarks: Record<Locale, ComponentType> = {
  en: dynamic(
    marking("en", async () => {
      const [{ watch }, { advice }] = await Promise.all([
        import("#lib/text/en/watch.ts"),
        import("#lib/text/en/advice.ts"),
      ]);
      return { ...watch, advice };
    }),
  ),
  zh: dynamic(
    marking("zh", async () => {
      const [{ watch }, { advice }] = await Promise.all([
        import("#lib/text/zh/watch.ts"),
        import("#lib/text/zh/advice.ts"),
      ]);
      return { ...watch, advice };
    }),
  ),
};

function marking(locale: Locale, load: () => Promise<WatchText>): () => Promise<ComponentType> {
  loaders.set(locale, load);
  return async () => {
    await loadWatchText(locale);
    return Nothing;
  };
}

function Nothing() {
  return null;
}

/** One promise a language, so that a component may wait for it. One that failed is asked for again. */
function loadWatchText(locale: Locale): Promise<WatchText> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const load = loaders.get(locale);
  if (load === undefined) throw new Error(`There are no sentences for ${locale}`);
  const loading = load();
  loaded.set(locale, loading);
  loading.catch(() => loaded.delete(locale));
  return loading;
}
