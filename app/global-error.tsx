"use client";
import { useEffect } from "react";
import { crashText } from "#lib/crash-text.ts";
import { readLocale } from "#lib/locale.ts";
import { canvas, ink, readTheme, schemesOf } from "#lib/theme.ts";

/**
 * What is left when a page could not be drawn. The jobs live on the server, and that is the first thing to say. Takes the
 * place of the layout, so it brings its own document; and its own few styles, because Next sends all that this page needs
 * along with every other page.
 */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  // Found out anew, as the server does it: whatever knew the page's language and theme has crashed with it.
  const cookies = typeof document === "undefined" ? null : document.cookie;
  const locale = cookies === null ? "en" : readLocale(cookies, navigator.languages.join());
  const text = crashText[locale];
  return (
    <html lang={locale} style={{ colorScheme: schemesOf(readTheme(cookies)) }}>
      <body style={page}>
        <title>{text.title}</title>
        <main style={{ maxWidth: "60ch", margin: "0 auto", padding: "64px 16px" }}>
          <h1 style={{ margin: 0, fontSize: 22, lineHeight: "28px", fontWeight: 600 }}>{text.title}</h1>
          <p style={{ margin: "12px 0", color: "light-dark(#5b5b63, #a9a9b2)" }}>{text.body}</p>
          <button type="button" style={button} onClick={retry}>
            {text.retry}
          </button>
        </main>
      </body>
    </html>
  );
}

const page = {
  margin: 0,
  background: `light-dark(${canvas.light}, ${canvas.dark})`,
  color: `light-dark(${ink.light}, ${ink.dark})`,
  font: "15px/22px system-ui, sans-serif",
};
/** In full: the page that crashed may have left its own styles here, and those take a button's frame away. */
const button = {
  minHeight: 44,
  padding: "0 16px",
  border: "1px solid light-dark(#85858d, #74747d)",
  borderRadius: 10,
  background: "light-dark(#ffffff, #18181b)",
  color: "inherit",
  font: "inherit",
};
