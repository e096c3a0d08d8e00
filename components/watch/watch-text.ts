"use client";
import { use } from "react";
import { locales } from "#lib/locale.ts";
import { loadWatchText } from "#lib/watch-text.ts";
import type { WatchText } from "#lib/watch-text.ts";
import { useText } from "../text.tsx";

/** In the page's language; whoever asks is drawn once it has come. */
export function useWatchText(): WatchText {
  const { locale } = useText();
  return use(loadWatchText(locales.find((known) => locale.startsWith(known)) ?? "en"));
}
