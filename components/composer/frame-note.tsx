"use client";
import { useSyncExternalStore } from "react";
import { useText } from "../text.tsx";
import { RatioFrame } from "./ratio-frame.tsx";
import { lookOf, subscribeToLooks } from "./sights.ts";

/** The frame that the video will have: with a reference it is the image's own, whatever ratio is chosen. */
export function FrameNote({ url }: { url: string }) {
  const text = useText();
  const look = useSyncExternalStore(
    subscribeToLooks,
    () => lookOf(url),
    () => undefined,
  );
  const sight = look?.sight?.kind === "seen" ? look.sight : null;
  return (
    <p className="mt-1 flex items-center gap-2 text-sm text-muted">
      {sight !== null && <RatioFrame ratio={`${sight.width}:${sight.height}`} sidePx={40} />}
      <span className="min-w-0">
        {sight === null ? text.composer.ratioFollows : text.composer.ratioIs(sight.width, sight.height)}
      </span>
    </p>
  );
}
