/** The admin page's words, apart from everybody's: a page that most never see must not weigh on the others. */
import type { Locale } from "./locale.ts";
import type { AdminText } from "./text/en/admin.ts";

export type { AdminText } from "./text/en/admin.ts";

const loaders: Record<Locale, () => Promise<AdminText>> = {
  en: async () => (await import("./text/en/admin.ts")).admin,
  zh: async () => (await import("./text/zh/admin.ts")).admin,
};
const loaded = new Map<Locale, Promise<AdminText>>();

/** One promise a language, so that a component may wait for it. One that failed is asked for again. */
export function loadAdminText(locale: Locale): Promise<AdminText> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const loading = loaders[locale]();
  loaded.set(locale, loading);
  loading.catch(() => loaded.delete(locale));
  return loading;
}
