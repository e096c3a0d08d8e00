/** The words for what is wrong with a request, in the language of whoever sent it. */
import type { Faults } from "#lib/faults.ts";
import { type Locale, readLocale } from "#lib/locale.ts";
import { faults as en } from "#lib/text/en/faults.ts";
import { faults as zh } from "#lib/text/zh/faults.ts";

const byLocale: Record<Locale, Faults> = { en, zh };

export function faultsFor({ headers }: Request): Faults {
  return byLocale[readLocale(headers.get("cookie"), headers.get("accept-language"))];
}
