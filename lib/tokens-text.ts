/** The sentences of the tokens' page. */
import { lateText } from "./late-text.ts";
import type { TokensText } from "./text/en/tokens.ts";

export type { TokensText } from "./text/en/tokens.ts";

export const loadTokensText = lateText<TokensText>({
  en: async () => (await import("./text/en/tokens.ts")).tokens,
  zh: async () => (await import("./text/zh/tokens.ts")).tokens,
});
