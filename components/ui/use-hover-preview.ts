"use client";
import { useEffect, useRef } from "react";
import type { PointerEvent } from "react";

/** Long enough that a pointer on its way to somewhere else starts nothing. */
const restMs = 400;

interface HoverPreview {
  isOff: boolean;
  onStart: () => void;
  onEnd: () => void;
}

/** Starts when a mouse has come to rest, ends when it leaves. Fingers do not hover; they press. */
export function useHoverPreview({ isOff, onStart, onEnd }: HoverPreview) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // A press is sooner than the rest that it began with, and must not be undone by it.
  useEffect(() => {
    if (isOff) clearTimeout(timer.current);
  }, [isOff]);

  function rest(event: PointerEvent) {
    clearTimeout(timer.current);
    if (isOff || event.pointerType !== "mouse" || !mayMove()) return;
    timer.current = setTimeout(onStart, restMs);
  }

  return {
    onPointerEnter: rest,
    onPointerMove: rest,
    onPointerLeave: () => {
      clearTimeout(timer.current);
      onEnd();
    },
  };
}

/** Not for those who asked for less motion, or for fewer bytes. */
function mayMove(): boolean {
  if (matchMedia("(prefers-reduced-motion: reduce), (prefers-reduced-data: reduce)").matches) return false;
  const connection: unknown = "connection" in navigator ? navigator.connection : null;
  const savesData = typeof connection === "object" && connection !== null && "saveData" in connection;
  return !savesData || connection.saveData !== true;
}
