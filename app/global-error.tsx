"use client";
import { Crash, crashLocale } from "#components/crash.tsx";
import { readTheme, schemeOf } from "#lib/theme.ts";
import "./globals.css";

/** Takes the place of the layout, so it brings its own document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const theme = schemeOf(readTheme(typeof document === "undefined" ? null : document.cookie));
  return (
    <html lang={crashLocale()} data-theme={theme}>
      <body>
        <Crash error={error} onRetry={retry} />
      </body>
    </html>
  );
}
