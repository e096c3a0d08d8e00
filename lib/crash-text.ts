/** Apart from the dictionary, because the error pages' script is part of every page's first load. */
import type { Locale } from "./locale.ts";

interface CrashText {
  title: string;
  body: string;
  retry: string;
}

export const crashText: Record<Locale, CrashText> = {
  en: {
    title: "This page stumbled",
    body: "Your jobs are not affected: they live on the server and go on.",
    retry: "Try again",
  },
  zh: {
    title: "页面出了问题",
    body: "任务不受影响：它们保存在服务器上，照常进行。",
    retry: "重试一次",
  },
};
