"use client";
import { useState } from "react";
import { locales } from "#lib/locale.ts";
import type { Locale } from "#lib/locale.ts";
import { loadDictionary } from "../dictionaries.ts";
import { useLanguage, useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Button } from "../ui/button.tsx";

/** Each language is called by its own name, so that whoever needs it can read it. */
const names: Record<Locale, { name: string; tag: string }> = {
  en: { name: "English", tag: "en" },
  zh: { name: "中文", tag: "zh-CN" },
};

/** Offers the languages that the page does not speak now. */
export function LanguageButton() {
  const text = useText();
  const { locale, speak } = useLanguage();
  const [isBusy, setBusy] = useState(false);

  async function change(next: Locale) {
    setBusy(true);
    try {
      await speak(next);
    } catch {
      toast(text.actions.refused(text.problems.unreachable), { tone: "danger" });
    } finally {
      setBusy(false);
    }
  }

  return locales
    .filter((other) => other !== locale)
    .map((other, place) => (
      <Button
        // A button is its place, and keeps the focus when it offers the way back.
        // oxlint-disable-next-line react/no-array-index-key
        key={place}
        tone="quiet"
        lang={names[other].tag}
        isBusy={isBusy}
        onPointerEnter={() => void loadDictionary(other).catch(() => {})}
        onFocus={() => void loadDictionary(other).catch(() => {})}
        onClick={() => void change(other)}
      >
        {names[other].name}
      </Button>
    ));
}
