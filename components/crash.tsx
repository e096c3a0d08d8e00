"use client";
import { RotateCcw } from "lucide-react";
import { useEffect } from "react";
import { Button } from "./ui/button.tsx";
import { useText } from "./text.tsx";

/** What is left when a page could not be drawn. The jobs live on the server, and that is the first thing to say. */
export function Crash({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const text = useText();
  useEffect(() => console.error(error), [error]);
  return (
    <main className="mx-auto flex max-w-300 flex-col items-start gap-3 px-4 py-16 md:px-6">
      <h1 className="text-xl font-semibold">{text.crash.title}</h1>
      <p className="text-muted">{text.crash.body}</p>
      <Button icon={<RotateCcw size={16} aria-hidden />} onClick={onRetry}>
        {text.crash.retry}
      </Button>
    </main>
  );
}
