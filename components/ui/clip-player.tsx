"use client";
import { Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { endTurn, takeTurn } from "./one-at-a-time.ts";
import { useHoverPreview } from "./use-hover-preview.ts";
import { useInView } from "./use-in-view.ts";

interface ClipPlayerProps {
  src: string;
  poster: string | null;
  playName: string;
  unplayable: string;
  className?: string;
}

type State = "still" | "preview" | "playing" | "broken";

/**
 * One clip that shows its picture and plays in place: without sound while a pointer rests on it, whole when it is
 * pressed. Its bytes are asked for near the window only, and those of the video not before it is wanted.
 */
export function ClipPlayer({ src, poster, playName, unplayable, className = "" }: ClipPlayerProps) {
  const place = useRef<HTMLSpanElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const isNear = useInView(place);
  const [state, setState] = useState<State>("still");
  const [isPosterBroken, setPosterBroken] = useState(false);
  const picture = isPosterBroken ? null : poster;
  const isMoving = state === "preview" || state === "playing";
  const stop = useRef(() => {
    video.current?.pause();
    setState((before) => (before === "preview" ? "still" : before));
  });
  useEffect(() => {
    const mine = stop.current;
    return () => endTurn(mine);
  }, []);

  function begin(next: "preview" | "playing") {
    // Safari starts only what is started inside the press itself, so the element must stand there now.
    flushSync(() => setState(next));
    const element = video.current;
    if (element === null) return;
    takeTurn(stop.current);
    element.muted = next === "preview";
    if (next === "playing") element.focus();
    // A refusal leaves the controls to the person.
    element.play().catch(() => {});
  }

  function endPreview() {
    if (state !== "preview") return;
    stop.current();
    if (video.current !== null) video.current.currentTime = 0;
    endTurn(stop.current);
  }

  const hover = useHoverPreview({
    isOff: state !== "still",
    onStart: () => begin("preview"),
    onEnd: endPreview,
  });

  return (
    <span ref={place} className={`relative block overflow-hidden bg-mat ${className}`} {...hover}>
      {(isMoving || (picture === null && isNear && state !== "broken")) && (
        // The relay's clips come without captions.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video
          ref={video}
          // Safari paints no first picture until it is told a time.
          src={picture === null ? `${src}#t=0.001` : src}
          poster={picture ?? undefined}
          preload="metadata"
          playsInline
          loop={state === "preview"}
          controls={state === "playing"}
          tabIndex={state === "playing" ? 0 : -1}
          aria-label={playName}
          className="absolute inset-0 size-full object-contain"
          onPlay={() => takeTurn(stop.current)}
          onError={() => setState("broken")}
        />
      )}
      {picture !== null && state === "still" && (
        // Not a poster of the video: only a picture waits by itself until it is near the window.
        // oxlint-disable-next-line nextjs/no-img-element
        <img
          src={picture}
          alt=""
          loading="lazy"
          decoding="async"
          className="absolute inset-0 size-full object-contain"
          onError={() => setPosterBroken(true)}
        />
      )}
      {(state === "still" || state === "preview") && (
        <button
          type="button"
          data-play
          aria-label={playName}
          onClick={() => begin("playing")}
          className="group absolute inset-0 grid place-items-center"
        >
          <span
            className={`grid size-12 place-items-center rounded-full bg-surface text-ink opacity-90 raised transition-[opacity,transform] group-hover:scale-105 ${state === "preview" ? "opacity-0" : ""}`}
          >
            <Play size={20} aria-hidden className="ml-0.5 fill-current" />
          </span>
        </button>
      )}
      {state === "broken" && (
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
