"use client";
import { Maximize, Pause, Play, Repeat, StepBack, StepForward, VolumeX } from "lucide-react";
import { Fragment } from "react";
import type { ReactNode } from "react";
import type { Deck } from "#lib/deck.ts";
import { assumedFrameRate } from "#lib/frame-rate.ts";
import { useHydrated } from "../clock.tsx";
import { Button } from "../ui/button.tsx";
import { speeds } from "./deck-keys.ts";
import { DeckSeek } from "./deck-seek.tsx";
import { useDeckState } from "./use-deck.ts";
import { useWatchText } from "./watch-text.ts";

const pressed = "aria-pressed:bg-mat aria-pressed:font-semibold aria-pressed:text-ink";

interface DeckControlsProps {
  deck: Deck;
  /** What the arrow keys do here. */
  arrows: "move" | "seek";
  onFullScreen: () => void;
}

export function DeckControls({ deck, arrows, onFullScreen }: DeckControlsProps) {
  const { player } = useWatchText();
  const { isPlaying, isWaiting, isLooping, isMuted, rate, frameRate } = useDeckState(deck);
  return (
    <div role="group" inert={!useHydrated()} aria-label={player.controls} className="flex flex-col gap-1 p-2">
      <DeckSeek deck={deck} />
      <div className="flex flex-wrap items-center gap-1">
        <Button
          tone="outline"
          icon={isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
          onClick={deck.toggle}
        >
          {isPlaying ? player.pause : player.play}
        </Button>
        <Button tone="quiet" icon={<StepBack size={16} aria-hidden />} onClick={() => deck.step(-1)}>
          <Word>{player.frameBack}</Word>
        </Button>
        <Button tone="quiet" icon={<StepForward size={16} aria-hidden />} onClick={() => deck.step(1)}>
          <Word>{player.frameOn}</Word>
        </Button>
        <label className="text-sm">
          <span className="sr-only">{player.speed}</span>
          <select
            value={rate}
            className="touch rounded border border-edge bg-surface px-1 text-ink"
            onChange={(event) => deck.setRate(Number(event.target.value))}
          >
            {speeds.map((speed) => (
              <option key={speed} value={speed}>
                {player.times(speed)}
              </option>
            ))}
          </select>
        </label>
        <Button
          tone="quiet"
          className={pressed}
          aria-pressed={isLooping}
          icon={<Repeat size={16} aria-hidden />}
          onClick={() => deck.setLooping(!isLooping)}
        >
          <Word>{player.loop}</Word>
        </Button>
        <Button
          tone="quiet"
          className={pressed}
          aria-pressed={isMuted}
          icon={<VolumeX size={16} aria-hidden />}
          onClick={() => deck.setMuted(!isMuted)}
        >
          <Word>{player.mute}</Word>
        </Button>
        <Button tone="quiet" icon={<Maximize size={16} aria-hidden />} onClick={onFullScreen}>
          <Word>{player.fullScreen}</Word>
        </Button>
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-1 text-xs text-muted">
        {/* Always one line, so that nothing moves when the rate is known. */}
        <p className={isWaiting ? "" : "hidden sm:block"} role="status">
          {isWaiting
            ? player.waiting
            : frameRate === null
              ? player.assumed(assumedFrameRate)
              : player.measured(frameRate)}
        </p>
        <details className="hidden pointer-fine:block">
          <summary className="underline">{player.keys}</summary>
          <dl className="grid grid-cols-[max-content_1fr] gap-x-3 py-1">
            {[...player.keyList, arrows === "move" ? player.arrowsMove : player.arrowsSeek].map(([keys, does]) => (
              <Fragment key={keys}>
                <dt className="font-mono">{keys}</dt>
                <dd>{does}</dd>
              </Fragment>
            ))}
          </dl>
        </details>
      </div>
    </div>
  );
}

/** On a phone the symbols must do, or the controls would cover the pictures; they keep their names all the same. */
function Word({ children }: { children: ReactNode }) {
  return <span className="sr-only sm:not-sr-only">{children}</span>;
}
