/** Words that come with a part of the pages: what most visits never see must not weigh on all of them. */
import type { Locale } from "./locale.ts";

/** One promise a language, so that a component may wait for it. One that failed is asked for again. */
export function lateText<T>(loaders: Record<Locale, () => Promise<T>>): (locale: Locale) => Promise<T> {
  const loaded = new Map<Locale, Promise<T>>();
  return (locale) => {
    const known = loaded.get(locale);
    if (known !== undefined) return known;
    const loading = loaders[locale]();
    loaded.set(locale, loading);
    loading.catch(() => loaded.delete(locale));
    return loading;
  };
}
