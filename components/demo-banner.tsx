"use client";
import { FlaskConical } from "lucide-react";
import { demoWords } from "#lib/demo-words.ts";
import { useText } from "./text.tsx";

/** Nobody may take a sample clip for a paid video, or a paid desk for a toy: this stands at the top of every page. */
export function DemoBanner({ isEphemeral }: { isEphemeral: boolean }) {
  const text = useText();
  return (
    <section aria-label={text.demo.title} className="rounded bg-accent-soft px-3 text-sm">
      <details>
        <summary className="touch flex flex-wrap items-center gap-x-2 py-1.5">
          <FlaskConical size={16} aria-hidden className="text-accent" />
          <strong className="font-semibold">{text.demo.title}</strong>
          <span className="min-w-0">{text.demo.body}</span>
          <span className="text-accent underline">{text.demo.words}</span>
        </summary>
        <p className="pt-1">{text.demo.wordsHelp}</p>
        <dl className="grid gap-x-4 gap-y-1 py-2 sm:grid-cols-[max-content_1fr]">
          {demoWords.map((word) => (
            <div key={word} className="contents">
              <dt className="font-mono">{word}</dt>
              <dd className="mb-2 text-muted sm:mb-0">{text.demo.effects[word]}</dd>
            </div>
          ))}
        </dl>
      </details>
      {isEphemeral && <p className="pb-2">{text.demo.ephemeral}</p>}
    </section>
  );
}
