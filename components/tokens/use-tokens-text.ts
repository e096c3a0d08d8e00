"use client";
import { use } from "react";
import { type TokensText, loadTokensText } from "#lib/tokens-text.ts";
import { useLanguage } from "../text.tsx";

export function useTokensText(): TokensText {
  return use(loadTokensText(useLanguage().locale));
}
