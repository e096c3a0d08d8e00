"use client";
import { useEffect } from "react";
import { crashText } from "#lib/crash-text.ts";

/** What is left when a page could not be drawn. The jobs live on the server, and that is the first thing to say. */
export function Crash({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <main className="mx-auto flex max-w-300 flex-col items-start gap-3 px-4 py-16 md:px-6">
      <title>{crashText.title}</title>
      <h1 className="text-xl font-semibold">{crashText.title}</h1>
      <p className="text-muted">{crashText.body}</p>
      <button type="button" className="touch rounded border border-edge bg-surface px-3 text-sm" onClick={onRetry}>
        {crashText.retry}
      </button>
    </main>
  );
}
