"use client";
import { Play } from "lucide-react";
import { useRef, useState } from "react";
import { useInView } from "./use-in-view.ts";

interface ClipPlayerProps {
  src: string;
  poster: string | null;
  playName: string;
  unplayable: string;
  className?: string;
}

/** One clip that shows its first picture and plays in place; its bytes are asked for only near the window. */
export function ClipPlayer({ src, poster, playName, unplayable, className = "" }: ClipPlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const isNear = useInView(video);
  const [isStarted, setStarted] = useState(false);
  const [isBroken, setBroken] = useState(false);

  function start() {
    const element = video.current;
    if (element === null) return;
    setStarted(true);
    element.muted = false;
    element.focus();
    // Safari starts only what is started inside the press itself; a refusal leaves the controls to the person.
    element.play().catch(() => {});
  }

  return (
    <span className={`relative block overflow-hidden bg-mat ${className}`}>
      {/* The relay's clips come without captions. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        ref={video}
        // Safari paints no first picture until it is told a time.
        src={poster === null ? `${src}#t=0.001` : src}
        poster={poster ?? undefined}
        preload={isNear || isStarted ? "metadata" : "none"}
        playsInline
        muted={!isStarted}
        controls={isStarted}
        tabIndex={isStarted ? 0 : -1}
        aria-label={playName}
        className="size-full object-contain"
        onError={() => setBroken(true)}
      />
      {!isStarted && !isBroken && (
        <button
          type="button"
          aria-label={playName}
          onClick={start}
          className="group absolute inset-0 grid place-items-center"
        >
          <span className="grid size-12 place-items-center rounded-full bg-surface text-ink opacity-90 shadow-raised transition-transform group-hover:scale-105">
            <Play size={20} aria-hidden className="ml-0.5 fill-current" />
          </span>
        </button>
      )}
      {isBroken && (
        <span
          role="status"
          className="absolute inset-0 grid place-items-center bg-mat p-3 text-center text-sm text-muted"
        >
          {unplayable}
        </span>
      )}
    </span>
  );
}
