/** The sentences of share links. */
import { lateText } from "./late-text.ts";
import type { ShareText } from "./text/en/share.ts";

export type { ShareText } from "./text/en/share.ts";

export const loadShareText = lateText<ShareText>({
  en: async () => (await import("./text/en/share.ts")).share,
  zh: async () => (await import("./text/zh/share.ts")).share,
});
