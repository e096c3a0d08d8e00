"use client";
import { Film } from "lucide-react";
import { useText } from "../text.tsx";

/** The first thing a newcomer sees: what will be here, what it costs, and a way to begin. */
export function EmptySheet({ onSample }: { onSample: (prompt: string) => void }) {
  const text = useText();
  return (
    <div className="grid place-items-center rounded border border-dashed border-edge px-4 py-12 text-center">
      <Film size={32} aria-hidden className="text-muted" />
      <h3 className="mt-3 text-lg font-semibold">{text.jobs.emptyTitle}</h3>
      <p className="mt-1 max-w-prose text-muted">{text.jobs.emptyBody}</p>
      <p className="mt-6 text-sm font-medium">{text.jobs.emptySamples}</p>
      <ul className="mt-2 flex w-full max-w-xl flex-col gap-2">
        {text.jobs.samples.map((sample) => (
          <li key={sample}>
            <button
              type="button"
              className="touch w-full rounded border border-edge bg-surface px-3 py-2 text-left text-sm transition-colors hover:bg-mat"
              onClick={() => onSample(sample)}
            >
              {sample}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
