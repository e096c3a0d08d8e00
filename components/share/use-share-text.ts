"use client";
import { use } from "react";
import { type ShareText, loadShareText } from "#lib/share-text.ts";
import { useLanguage } from "../text.tsx";

/** In the page's language; whoever asks is drawn once it has come. */
export function useShareText(): ShareText {
  return use(loadShareText(useLanguage().locale));
}
