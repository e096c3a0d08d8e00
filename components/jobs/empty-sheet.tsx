"use client";
import { Film } from "lucide-react";
import { useText } from "../text.tsx";

/** The first thing a newcomer sees: what will be here, and a way to begin. */
export function EmptySheet({ onSample }: { onSample: (prompt: string) => void }) {
  const text = useText();
  return (
    <div className="grid justify-items-center px-4 py-10 text-center">
      <Film size={32} aria-hidden className="text-muted" />
      <h3 className="mt-3 text-lg font-semibold text-balance">{text.jobs.emptyTitle}</h3>
      <p className="mt-1 max-w-prose text-balance text-muted">{text.jobs.emptyBody}</p>
      <p className="mt-6 text-sm font-medium">{text.jobs.emptySamples}</p>
      <ul className="mt-2 w-full max-w-xl divide-y divide-line overflow-hidden rounded border border-line bg-surface text-left">
        {text.jobs.samples.map((sample) => (
          <li key={sample}>
            <button
              type="button"
              className="touch w-full px-3 py-2 text-left text-sm transition-colors -outline-offset-2 hover:bg-mat"
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
