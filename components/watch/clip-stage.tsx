"use client";
import { useEffect, useRef } from "react";
import type { Deck } from "#lib/deck.ts";
import { parseRatio } from "#lib/format.ts";
import type { Job } from "#lib/job.ts";
import { DeckControls } from "./deck-controls.tsx";
import { pressDeckKey, seekBy, useKeys } from "./deck-keys.ts";
import { DeckVideo } from "./deck-video.tsx";
import { toggleFullScreen } from "./full-screen.ts";

interface ClipStageProps {
  job: Job;
  videoUrl: string;
  /** Outlives the clip, so that speed, loop and sound stay as they were chosen. */
  deck: Deck;
  name: string;
  /** The tallest that the picture may be. */
  maxHeight: string;
  /** In a dialog of its own: it begins by itself, and its keys count wherever the focus is. */
  isAlone?: boolean;
}

/** One clip with all its controls. In full screen both are there. */
export function ClipStage(props: ClipStageProps) {
  const { job, videoUrl, deck, name, maxHeight, isAlone = false } = props;
  const stage = useRef<HTMLDivElement>(null);
  const { width, height } = parseRatio(job.aspect_ratio);

  useEffect(() => {
    if (isAlone && !matchMedia("(prefers-reduced-motion: reduce)").matches) deck.play();
  }, [deck, isAlone, job.id]);

  useKeys(isAlone ? null : stage, (event) =>
    pressDeckKey(event, {
      deck,
      onFullScreen: () => toggleFullScreen(stage.current),
      // In a view of its own they go to the neighbours.
      onArrow: isAlone ? null : (direction) => seekBy(deck, direction),
    }),
  );

  return (
    <div
      ref={stage}
      className="flex flex-col overflow-hidden rounded border border-line bg-surface [&:fullscreen]:h-full [&:fullscreen]:rounded-none"
    >
      <div className="grid place-items-center bg-mat [:fullscreen>&]:min-h-0 [:fullscreen>&]:flex-1">
        <div
          className="w-full [:fullscreen>*>&]:h-full [:fullscreen>*>&]:max-w-full!"
          style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(${maxHeight} * ${width / height})` }}
        >
          <DeckVideo key={job.id} deck={deck} job={job} videoUrl={videoUrl} name={name} />
        </div>
      </div>
      <DeckControls
        deck={deck}
        arrows={isAlone ? "move" : "seek"}
        onFullScreen={() => toggleFullScreen(stage.current)}
      />
    </div>
  );
}
