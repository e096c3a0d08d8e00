import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Providers } from "#components/providers.tsx";
import { pageVisitor } from "#lib/server/access/page-visitor.ts";
import { pageLocale, pageText } from "#lib/server/page-text.ts";
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

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f7f8" },
    { media: "(prefers-color-scheme: dark)", color: "#101012" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A server component runs once a request, and the clock of that moment is what it hands over.
  // oxlint-disable-next-line react/purity
  const renderedAt = Date.now();
  const [locale, visitor] = await Promise.all([pageLocale(), pageVisitor()]);
  return (
    <html lang={locale}>
      <body>
        <Providers renderedAt={renderedAt} locale={locale} visitor={visitor}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
