/** The words for what is wrong with a field, in the person's language: given to the schemas, in the form as in the handlers. */
import type { Locale } from "./locale.ts";
import type { faults } from "./text/en/faults.ts";

export type Faults = typeof faults;

const loaders: Record<Locale, () => Promise<Faults>> = {
  en: async () => (await import("./text/en/faults.ts")).faults,
  zh: async () => (await import("./text/zh/faults.ts")).faults,
};

/** Comes when it is used, as the schemas do. */
export function loadFaults(locale: Locale): Promise<Faults> {
  return loaders[locale]();
}
