/** The document of this installation: its address and what it offers. */
import type { Locale } from "#lib/locale.ts";
import { apiDocs as en } from "#lib/text/en/api-docs.ts";
import { apiDocs as zh } from "#lib/text/zh/api-docs.ts";
import type { ApiDocsText } from "#lib/text/en/api-docs.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { config } from "../config.ts";
import { once } from "../once.ts";
import { openApi } from "./document.ts";
import type { OpenApi } from "#lib/openapi.ts";

export const apiDocsTexts: Record<Locale, ApiDocsText> = { en, zh };

export function openApiIn(locale: Locale): OpenApi {
  const { appOrigin, limits } = config();
  return once(`openapi ${locale}`, () => openApi(appOrigin, packageJson.version, limits, apiDocsTexts[locale]));
}
