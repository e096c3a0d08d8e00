/** The admin page's words, apart from everybody's: a page that most never see must not weigh on the others. */
import { lateText } from "./late-text.ts";
import type { AdminText } from "./text/en/admin.ts";

export type { AdminText } from "./text/en/admin.ts";

export const loadAdminText = lateText<AdminText>({
  en: async () => (await import("./text/en/admin.ts")).admin,
  zh: async () => (await import("./text/zh/admin.ts")).admin,
});
