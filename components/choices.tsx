"use client";
import { createContext, useContext, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { choiceCookie } from "#lib/choice-cookie.ts";
import { closed, introCookie } from "#lib/intro.ts";
import { frameColor, schemeOf, schemesOf, themeCookie } from "#lib/theme.ts";
import type { Scheme, Theme } from "#lib/theme.ts";

/** What a person has set up for these pages; the server knew it when it drew them. */
export interface FirstChoices {
  theme: Theme;
  isIntroClosed: boolean;
}

interface Choices extends FirstChoices {
  setTheme: (theme: Theme) => void;
  closeIntro: () => void;
}

const ChoicesContext = createContext<Choices | null>(null);

export function ChoicesProvider({ first, children }: { first: FirstChoices; children: ReactNode }) {
  const [choices, setChoices] = useState(first);
  const value = useMemo<Choices>(
    () => ({
      ...choices,
      setTheme(theme) {
        document.cookie = choiceCookie(themeCookie, theme);
        showTheme(theme);
        setChoices((before) => ({ ...before, theme }));
      },
      closeIntro() {
        document.cookie = choiceCookie(introCookie, closed);
        setChoices((before) => ({ ...before, isIntroClosed: true }));
      },
    }),
    [choices],
  );
  return <ChoicesContext value={value}>{children}</ChoicesContext>;
}

export function useChoices(): Choices {
  const choices = useContext(ChoicesContext);
  if (choices === null) throw new Error("useChoices needs a ChoicesProvider above it");
  return choices;
}

/** As the server writes it into the next page: the root's attribute and what tells the browser's frame. */
function showTheme(theme: Theme) {
  const scheme = schemeOf(theme);
  if (scheme === undefined) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = scheme;
  setMeta('meta[name="color-scheme"]', schemesOf(theme));
  for (const system of ["light", "dark"] satisfies Scheme[]) {
    setMeta(`meta[name="theme-color"][media*="${system}"]`, frameColor(theme, system));
  }
}

function setMeta(selector: string, content: string) {
  document.querySelector(selector)?.setAttribute("content", content);
}
