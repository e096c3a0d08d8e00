"use client";
import type { Deck } from "#lib/deck.ts";
import { formatPlace } from "#lib/format.ts";
import { useDeckHead, useDeckState } from "./use-deck.ts";
import { useWatchText } from "./watch-text.ts";

const stepSeconds = 0.04;

/** The play head. Its arrow keys go by about a frame, the page keys by a tenth of the clip. */
export function DeckSeek({ deck }: { deck: Deck }) {
  const { player } = useWatchText();
  const { durationSeconds } = useDeckState(deck);
  const head = useDeckHead(deck);
  const at = formatPlace(head);
  const length = formatPlace(durationSeconds);
  return (
    <div className="flex items-center gap-3">
      <input
        type="range"
        min={0}
        max={durationSeconds || stepSeconds}
        step={stepSeconds}
        value={head}
        disabled={durationSeconds === 0}
        aria-label={player.seek}
        aria-valuetext={player.place(at, length)}
        className="touch min-w-0 flex-1 accent-accent"
        onChange={(event) => deck.seek(event.target.valueAsNumber)}
      />
      <span aria-hidden className="text-xs text-muted tabular-nums">
        {at} / {length}
      </span>
    </div>
  );
}
