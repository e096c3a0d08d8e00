"use client";
import { Crash } from "#components/crash.tsx";
import "./globals.css";

/** Takes the place of the layout, so it brings its own document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <Crash error={error} onRetry={retry} />
      </body>
    </html>
  );
}
