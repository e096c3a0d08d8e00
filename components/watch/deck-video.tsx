"use client";
import { useEffect, useRef, useState } from "react";
import type { Deck } from "#lib/deck.ts";
import type { Job } from "#lib/job.ts";
import { useText } from "../text.tsx";

interface DeckVideoProps {
  deck: Deck;
  job: Job;
  videoUrl: string;
  name: string;
  /** The picture's true size and length, once they are known. */
  onMeasured?: (measured: Measured) => void;
}

export interface Measured {
  width: number;
  height: number;
  durationSeconds: number;
}

/** One clip of a deck. A press on the picture is the play button's shortcut for a pointer; keys have their own. */
export function DeckVideo({ deck, job, videoUrl, name, onMeasured }: DeckVideoProps) {
  const text = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [isBroken, setBroken] = useState(false);

  useEffect(() => {
    const element = video.current;
    if (element === null || isBroken) return;
    const remove = deck.add(job.id, element);
    const stopWatching = watchFrames(element, (mediaSeconds) => deck.sawFrame(job.id, mediaSeconds));
    return () => {
      stopWatching();
      remove();
    };
  }, [deck, job.id, isBroken]);

  if (isBroken) {
    return (
      <p role="status" className="grid size-full place-items-center p-3 text-center text-sm text-muted">
        {text.job.unplayable}
      </p>
    );
  }
  return (
    // The relay's clips come without captions.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <video
      ref={video}
      src={videoUrl}
      poster={job.media.poster_url ?? undefined}
      preload="auto"
      playsInline
      aria-label={name}
      className="size-full object-contain"
      onClick={deck.toggle}
      onError={() => setBroken(true)}
      onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight, duration } }) =>
        onMeasured?.({ width: videoWidth, height: videoHeight, durationSeconds: duration })
      }
    />
  );
}

function watchFrames(element: HTMLVideoElement, onFrame: (mediaSeconds: number) => void): () => void {
  // Not everywhere yet; without it a frame's length stays an assumption, and is called one.
  if (!("requestVideoFrameCallback" in element)) return () => {};
  let request = element.requestVideoFrameCallback(function frame(_now, { mediaTime }) {
    request = element.requestVideoFrameCallback(frame);
    onFrame(mediaTime);
  });
  return () => element.cancelVideoFrameCallback(request);
}
