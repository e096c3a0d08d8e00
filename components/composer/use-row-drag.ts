"use client";
import { useState } from "react";
import type { PointerEvent, RefObject } from "react";

interface RowDrag {
  /** The row that is being dragged, at the place where it is now. */
  dragged: number | null;
  grab: (row: number, event: PointerEvent<HTMLElement>) => void;
}

/**
 * Reorders rows while one of them is dragged, by mouse, pen or finger: whatever row the pointer is over is where the
 * dragged one goes. Escape, or a call that comes in, puts all of them back.
 * @param onMove outlives the drawing in which it was made, so it must not depend on what was drawn
 */
export function useRowDrag(list: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void): RowDrag {
  const [dragged, setDragged] = useState<number | null>(null);

  function grab(start: number, { currentTarget, pointerId, button, isPrimary }: PointerEvent<HTMLElement>) {
    if (button !== 0 || !isPrimary) return;
    const ending = new AbortController();
    const { signal } = ending;
    const handle: HTMLElement = currentTarget;
    let at = start;
    const go = (to: number) => {
      if (to === at) return;
      onMove(at, to);
      at = to;
      setDragged(to);
    };
    const end = () => {
      ending.abort();
      setDragged(null);
    };
    const giveUp = () => {
      go(start);
      end();
    };
    handle.setPointerCapture(pointerId);
    handle.addEventListener("pointermove", ({ clientY }) => go(rowAt(list.current, clientY)), { signal });
    handle.addEventListener("pointerup", end, { signal });
    handle.addEventListener("pointercancel", giveUp, { signal });
    window.addEventListener("keydown", ({ key }) => key === "Escape" && giveUp(), { signal });
    setDragged(start);
  }

  return { dragged, grab };
}

/** The row whose middle is nearest. */
function rowAt(list: HTMLElement | null, y: number): number {
  const distances = [...(list?.children ?? [])].map((row) => {
    const { top, height } = row.getBoundingClientRect();
    return Math.abs(top + height / 2 - y);
  });
  return Math.max(0, distances.indexOf(Math.min(...distances)));
}
