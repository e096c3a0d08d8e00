/** The words for what is wrong with a request, in the language of whoever sent it. */
import type { Faults } from "#lib/faults.ts";
import { type Locale, readLocale } from "#lib/locale.ts";
import { faults as en } from "#lib/text/en/faults.ts";
import { faults as zh } from "#lib/text/zh/faults.ts";

const byLocale: Record<Locale, Faults> = { en, zh };

export function faultsFor(request: Request): Faults {
  return byLocale[localeFor(request)];
}

export function localeFor({ headers }: Request): Locale {
  return readLocale(headers.get("cookie"), headers.get("accept-language"));
}
