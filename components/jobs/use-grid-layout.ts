"use client";
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { placeAt, scrollTo } from "#lib/grid.ts";
import type { GridLayout } from "#lib/grid.ts";

/** Whoever comes back to the sheet finds it laid out as it was left, before anything is measured. */
let lastLayout: GridLayout | null = null;

/** How the grid lies, measured whenever that may have changed; null before the first time. */
export function useGridLayout(grid: RefObject<HTMLElement | null>): GridLayout | null {
  const [layout, setLayout] = useState(lastLayout);

  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const next = measure(element);
      if (next === null || isSame(next, lastLayout)) return;
      const isFirst = lastLayout === null;
      lastLayout = next;
      // The first time brings in all tiles but the first screen's; what somebody types meanwhile goes before.
      if (isFirst) startTransition(() => setLayout(next));
      else setLayout(next);
    });
    // The body too: what comes and goes above the grid moves it without changing it.
    observer.observe(element);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [grid]);

  useReadersPlace(layout);
  return layout;
}

function measure(grid: HTMLElement): GridLayout | null {
  const tile = grid.querySelector<HTMLElement>("[data-tile]:not([data-apart])");
  // On its way out of the page it has no size any more.
  if (tile === null || grid.clientWidth === 0) return null;
  const style = getComputedStyle(grid);
  return {
    columns: style.gridTemplateColumns.split(" ").length,
    rowPx: tile.getBoundingClientRect().height + Number.parseFloat(style.rowGap),
    topPx: grid.getBoundingClientRect().top + window.scrollY,
  };
}

function isSame(a: GridLayout, b: GridLayout | null): boolean {
  return a.columns === b?.columns && a.rowPx === b.rowPx && Math.abs(a.topPx - b.topPx) < 1;
}

/** With another number of columns every tile stands elsewhere; what was being read stays before the eyes. */
function useReadersPlace(layout: GridLayout | null): void {
  const before = useRef(layout);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = layout;
    if (old === null || layout === null) return;
    if (old.columns === layout.columns && old.rowPx === layout.rowPx) return;
    const place = placeAt(old, window.scrollY);
    if (place !== null) window.scrollTo(0, scrollTo(layout, place));
  }, [layout]);
}
