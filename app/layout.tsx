import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { EarlyPresses } from "#components/early-presses.tsx";
import { Providers } from "#components/providers.tsx";
import { pageVisitor } from "#lib/server/access/page-visitor.ts";
import { pageChoices, pageLocale, pageNonce, pageText } from "#lib/server/page-text.ts";
import { frameColor, schemeOf, schemesOf } from "#lib/theme.ts";
import "./globals.css";

/** Without a title: the studio counts in its own, so every page writes its title itself. */
export async function generateMetadata(): Promise<Metadata> {
  const text = await pageText();
  return {
    description: text.tagline,
    applicationName: text.name,
    // Prompts and ids are nobody else's business, also not by way of a link's referrer or a search engine.
    referrer: "same-origin",
    robots: { index: false, follow: false },
  };
}

export async function generateViewport(): Promise<Viewport> {
  const { theme } = await pageChoices();
  return {
    colorScheme: schemesOf(theme),
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: frameColor(theme, "light") },
      { media: "(prefers-color-scheme: dark)", color: frameColor(theme, "dark") },
    ],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A server component runs once a request, and the clock of that moment is what it hands over.
  // oxlint-disable-next-line react/purity
  const renderedAt = Date.now();
  const [locale, text, choices, nonce, visitor] = await Promise.all([
    pageLocale(),
    pageText(),
    pageChoices(),
    pageNonce(),
    pageVisitor(),
  ]);
  return (
    <html lang={text.locale} data-theme={schemeOf(choices.theme)}>
      <body>
        <EarlyPresses nonce={nonce} />
        <Providers renderedAt={renderedAt} locale={locale} choices={choices} visitor={visitor}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
