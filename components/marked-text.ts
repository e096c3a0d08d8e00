"use client";
import type { ComponentType } from "react";
import { oncePerLocale } from "#lib/late-text.ts";
import type { Locale } from "#lib/locale.ts";

interface MarkedText<T> {
  /** For `dynamic()`: a component that draws nothing, and whose loading is that of these words. */
  marking: (locale: Locale, load: () => Promise<T>) => () => Promise<ComponentType>;
  load: (locale: Locale) => Promise<T>;
}

/**
 * Words whose file the server names in the head of a page that draws their mark, so that the browser fetches it beside
 * the scripts and not after them. Next does that only for an `import()` that stands inside `dynamic()`, which therefore
 * stays with whoever has the words.
 */
export function markedText<T>(): MarkedText<T> {
  const loaders = new Map<Locale, () => Promise<T>>();
  const load = oncePerLocale((locale) => {
    const own = loaders.get(locale);
    if (own === undefined) throw new Error(`There are no words for ${locale}`);
    return own();
  });
  return {
    load,
    marking(locale, loader) {
      loaders.set(locale, loader);
      return async () => {
        await load(locale);
        return Nothing;
      };
    },
  };
}

function Nothing() {
  return null;
}
