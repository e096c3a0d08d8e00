"use client";
import { useRef } from "react";
import type { Deck } from "#lib/deck.ts";
import { parseRatio } from "#lib/format.ts";
import type { Job } from "#lib/job.ts";
import { CompareTake } from "./compare-take.tsx";
import { DeckControls } from "./deck-controls.tsx";
import { pressDeckKey, seekBy, useKeys } from "./deck-keys.ts";
import { useDeckState } from "./use-deck.ts";
import { useWatchText } from "./watch-text.ts";
import { toggleFullScreen } from "./full-screen.ts";

/** A job of the comparison as far as it is known; several are named by their place. */
export interface Take {
  id: string;
  job: Job | undefined;
  /** Why it is not known. */
  error: Error | null;
}

/** The pictures, and one set of controls that stays in sight while a phone scrolls past them. */
export function CompareStage({ takes, deck }: { takes: readonly Take[]; deck: Deck }) {
  const stage = useRef<HTMLDivElement>(null);
  useKeys(null, (event) =>
    pressDeckKey(event, {
      deck,
      onFullScreen: () => toggleFullScreen(stage.current),
      onArrow: (direction) => seekBy(deck, direction),
    }),
  );
  const { compare } = useWatchText();
  const { isUneven } = useDeckState(deck);
  const { columns, rows } = gridOf(takes);
  return (
    <div ref={stage} className="flex flex-col gap-3 [&:fullscreen]:overflow-y-auto [&:fullscreen]:bg-surface">
      <div className={`grid grid-cols-[minmax(0,1fr)] items-start gap-3 ${columns}`}>
        {takes.map((take, index) => (
          <CompareTake
            key={take.id}
            take={take}
            position={index + 1}
            deck={deck}
            maxHeight={`max(9rem, calc((100dvh - 21rem) / ${rows}))`}
          />
        ))}
      </div>
      <div className="sticky -bottom-4 z-10 -mx-4 border-t border-line bg-surface px-2">
        {isUneven && <p className="px-3 pt-1 text-xs text-muted">{compare.shorter}</p>}
        <DeckControls deck={deck} arrows="seek" onFullScreen={() => toggleFullScreen(stage.current)} />
      </div>
    </div>
  );
}

/** Wide pictures in two rows, when there are four of them: in one they would be stamps. */
function gridOf(takes: readonly Take[]): { columns: string; rows: number } {
  const isWide = takes.some(({ job }) => {
    const { width, height } = parseRatio(job?.aspect_ratio ?? "");
    return width > height;
  });
  if (takes.length === 2) return { columns: "sm:grid-cols-2", rows: 1 };
  if (takes.length === 3) return { columns: "sm:grid-cols-3", rows: 1 };
  return isWide ? { columns: "sm:grid-cols-2", rows: 2 } : { columns: "sm:grid-cols-2 lg:grid-cols-4", rows: 1 };
}
