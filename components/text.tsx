"use client";
import { createContext, startTransition, use, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { choiceCookie } from "#lib/choice-cookie.ts";
import { localeCookie } from "#lib/locale.ts";
import type { Locale } from "#lib/locale.ts";
import type { Text } from "#lib/text.ts";
import { dictionaryMarks, loadDictionary } from "./dictionaries.ts";

interface Language {
  locale: Locale;
  /** From now on, here and on later pages. Fails when the dictionary cannot be fetched; then all stays as it was. */
  speak: (locale: Locale) => Promise<void>;
}

const TextContext = createContext<Text | null>(null);
const LanguageContext = createContext<Language | null>(null);

/**
 * Waits for the dictionary of one language; another is loaded when somebody chooses it. The change is this page's own
 * doing, without the server: whatever was typed or opened stays.
 */
export function TextProvider({ locale: first, children }: { locale: Locale; children: ReactNode }) {
  const [locale, setLocale] = useState(first);
  const text = use(loadDictionary(locale));
  const speak = useCallback(async (next: Locale) => {
    await loadDictionary(next);
    document.cookie = choiceCookie(localeCookie, next);
    startTransition(() => setLocale(next));
  }, []);
  useEffect(() => {
    document.documentElement.lang = text.locale;
  }, [text]);
  const language = useMemo(() => ({ locale, speak }), [locale, speak]);
  const Mark = dictionaryMarks[first];
  return (
    <LanguageContext value={language}>
      <Mark />
      <TextContext value={text}>{children}</TextContext>
    </LanguageContext>
  );
}

export function useText(): Text {
  const text = useContext(TextContext);
  if (text === null) throw new Error("useText needs a TextProvider above it");
  return text;
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error("useLanguage needs a TextProvider above it");
  return language;
}
