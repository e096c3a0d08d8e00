/** The status page's words, apart from everybody's, as those of the admin's page are. */
import type { Locale } from "./locale.ts";
import type { StatusText } from "./text/en/status.ts";

export type { StatusText } from "./text/en/status.ts";

const loaders: Record<Locale, () => Promise<StatusText>> = {
  en: async () => (await import("./text/en/status.ts")).status,
  zh: async () => (await import("./text/zh/status.ts")).status,
};
const loaded = new Map<Locale, Promise<StatusText>>();

/** One promise a language, so that a component may wait for it. One that failed is asked for again. */
export function loadStatusText(locale: Locale): Promise<StatusText> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const loading = loaders[locale]();
  loaded.set(locale, loading);
  loading.catch(() => loaded.delete(locale));
  return loading;
}
