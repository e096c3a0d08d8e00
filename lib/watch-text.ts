/** The sentences of the large view, the comparison and the job's page: apart from the rest, because most visits need none. */
import type { Locale } from "./locale.ts";
import type { advice } from "./text/en/advice.ts";
import type { watch } from "./text/en/watch.ts";

export type WatchText = typeof watch & { advice: typeof advice };

const loaders: Record<Locale, () => Promise<WatchText>> = {
  en: async () => {
    const [{ watch }, { advice }] = await Promise.all([import("./text/en/watch.ts"), import("./text/en/advice.ts")]);
    return { ...watch, advice };
  },
  zh: async () => {
    const [{ watch }, { advice }] = await Promise.all([import("./text/zh/watch.ts"), import("./text/zh/advice.ts")]);
    return { ...watch, advice };
  },
};
const loaded = new Map<Locale, Promise<WatchText>>();

/** One promise a language, so that a component may wait for it. One that failed is asked for again. */
export function loadWatchText(locale: Locale): Promise<WatchText> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const loading = loaders[locale]();
  loaded.set(locale, loading);
  loading.catch(() => loaded.delete(locale));
  return loading;
}
