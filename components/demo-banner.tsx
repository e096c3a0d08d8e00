"use client";
import { FlaskConical } from "lucide-react";
import { demoWords } from "#lib/demo-words.ts";
import { useText } from "./text.tsx";
import { Banner } from "./ui/banner.tsx";

/** Nobody may take a sample clip for a paid video, or a paid desk for a toy: this stands at the top of every page. */
export function DemoBanner() {
  const text = useText();
  return (
    <section aria-label={text.demo.title}>
      <Banner tone="accent" icon={<FlaskConical size={20} aria-hidden className="text-accent" />}>
        <p>
          <strong className="mr-2 font-semibold">{text.demo.title}</strong>
          {text.demo.body}
        </p>
        <details className="text-sm">
          <summary className="touch inline-flex items-center text-accent underline">{text.demo.words}</summary>
          <dl className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
            {demoWords.map((word) => (
              <div key={word} className="contents">
                <dt className="font-mono">{word}</dt>
                <dd className="mb-2 text-muted sm:mb-0">{text.demo.effects[word]}</dd>
              </div>
            ))}
          </dl>
        </details>
      </Banner>
    </section>
  );
}
