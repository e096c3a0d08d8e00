/** The status page's words, apart from everybody's, as those of the admin's page are. */
import { lateText } from "./late-text.ts";
import type { StatusText } from "./text/en/status.ts";

export type { StatusText } from "./text/en/status.ts";

export const loadStatusText = lateText<StatusText>({
  en: async () => (await import("./text/en/status.ts")).status,
  zh: async () => (await import("./text/zh/status.ts")).status,
});
