/** Words that come with a part of the pages: what most visits never see must not weigh on all of them. */
import type { Locale } from "./locale.ts";

/** @param loaders for each language what fetches its words */
export function lateText<T>(loaders: Record<Locale, () => Promise<T>>): (locale: Locale) => Promise<T> {
  return oncePerLocale((locale) => loaders[locale]());
}

/** One promise a language, so that a component may wait for it. One that failed is asked for again. */
export function oncePerLocale<T>(load: (locale: Locale) => Promise<T>): (locale: Locale) => Promise<T> {
  const loaded = new Map<Locale, Promise<T>>();
  return (locale) => {
    const known = loaded.get(locale);
    if (known !== undefined) return known;
    const loading = load(locale);
    loaded.set(locale, loading);
    loading.catch(() => loaded.delete(locale));
    return loading;
  };
}
