/** Every sentence of the pages, in typed dictionaries: a key that one language lacks is a type error. */
import type { Locale } from "./locale.ts";
import type { en } from "./text/en.ts";

export type Text = typeof en;

const loaders: Record<Locale, () => Promise<Text>> = {
  en: async () => (await import("./text/en.ts")).en,
  zh: async () => (await import("./text/zh.ts")).zh,
};
const loaded = new Map<Locale, Promise<Text>>();

/** One promise a language, so that a component may wait for it. One that failed is asked for again. */
export function loadText(locale: Locale): Promise<Text> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const loading = loaders[locale]();
  loaded.set(locale, loading);
  loading.catch(() => loaded.delete(locale));
  return loading;
}
