"use client";
import { createContext, use, useContext } from "react";
import type { ReactNode } from "react";
import type { Locale } from "#lib/locale.ts";
import { loadText } from "#lib/text.ts";
import type { Text } from "#lib/text.ts";

const TextContext = createContext<Text | null>(null);

/** Waits for the dictionary of one language; the others are never loaded. */
export function TextProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <TextContext value={use(loadText(locale))}>{children}</TextContext>;
}

export function useText(): Text {
  const text = useContext(TextContext);
  if (text === null) throw new Error("useText needs a TextProvider above it");
  return text;
}
