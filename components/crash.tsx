"use client";
import { useEffect } from "react";
import { crashText } from "#lib/crash-text.ts";
import { readLocale } from "#lib/locale.ts";
import type { Locale } from "#lib/locale.ts";

/** What is left when a page could not be drawn. The jobs live on the server, and that is the first thing to say. */
export function Crash({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  useEffect(() => console.error(error), [error]);
  const text = crashText[crashLocale()];
  return (
    <main className="mx-auto flex max-w-300 flex-col items-start gap-3 px-4 py-16 md:px-6">
      <title>{text.title}</title>
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="text-muted">{text.body}</p>
      <button type="button" className="touch rounded border border-edge bg-surface px-3 text-sm" onClick={onRetry}>
        {text.retry}
      </button>
    </main>
  );
}

/** Found out anew, as the server does it: whatever knew the page's language has crashed with it. */
export function crashLocale(): Locale {
  return typeof document === "undefined" ? "en" : readLocale(document.cookie, navigator.languages.join());
}
