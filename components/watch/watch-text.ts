"use client";
import dynamic from "next/dynamic";
import { use } from "react";
import type { ComponentType } from "react";
import type { Locale } from "#lib/locale.ts";
import type { WatchText } from "#lib/watch-text.ts";
import { markedText } from "../marked-text.ts";
import { useLanguage } from "../text.tsx";

const { marking, load } = markedText<WatchText>();

/** In the page's language; whoever asks is drawn once it has come. */
export function useWatchText(): WatchText {
  return use(load(useLanguage().locale));
}

/** For a page that begins with these sentences. The studio does without: there they come with what is opened. */
export const watchTextMarks: Record<Locale, ComponentType> = {
  en: dynamic(
    marking("en", async () => {
      const [{ watch }, { advice }] = await Promise.all([
        import("#lib/text/en/watch.ts"),
        import("#lib/text/en/advice.ts"),
      ]);
      return { ...watch, advice };
    }),
  ),
  zh: dynamic(
    marking("zh", async () => {
      const [{ watch }, { advice }] = await Promise.all([
        import("#lib/text/zh/watch.ts"),
        import("#lib/text/zh/advice.ts"),
      ]);
      return { ...watch, advice };
    }),
  ),
};
