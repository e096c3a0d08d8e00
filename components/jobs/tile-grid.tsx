"use client";
import { useImperativeHandle, useLayoutEffect, useReducer, useRef, useState } from "react";
import type { CSSProperties, FocusEvent, ReactNode, Ref } from "react";
import { placeAt, scrollTo } from "#lib/grid.ts";
import type { GridLayout, Place } from "#lib/grid.ts";
import { listLimit } from "#lib/job-words.ts";
import { latePart } from "./late-part.ts";
import type { RowRange } from "./row-window.tsx";
import { useGridLayout } from "./use-grid-layout.ts";

export interface TileGridHandle {
  columns: () => number;
  focusAt: (index: number) => void;
  /** Where a reader is who has scrolled so far; null at the top. */
  place: (scrollPx: number) => Place | null;
  /** Back to where somebody was, and to the tile that had the focus then. */
  goTo: (place: Place, focused: string | null) => void;
}

interface TileGridProps {
  count: number;
  keyAt: (index: number) => string;
  /** An element with that key and `data-tile` of the same; all of them are equally high. */
  renderAt: (index: number, style?: CSSProperties) => ReactNode;
  /** Stands under the last tile. */
  footer: ReactNode;
  ref: Ref<TileGridHandle>;
  isBusy: boolean;
}

const useRowWindow = latePart(async () => (await import("./row-window.tsx")).RowWindow);

/** What is done as soon as the tiles for it are there. */
interface Goal {
  place: Place | null;
  focused: string | null;
}

/** So many tiles weigh less than the part that would leave some of them out. */
const plainCount = 36;
/** A first screen, and all that the server draws: the form is usable the sooner the less comes with it. */
const firstCount = 8;

/**
 * A grid that holds only what is in or near the window, and the tile that has the focus. Its tiles are children of one
 * element, whatever is left out: one that moves to another row keeps its focus, and its clip plays on.
 */
export function TileGrid({ count, keyAt, renderAt, footer, ref, isBusy }: TileGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const layout = useGridLayout(grid);
  // Not with the first page of a list, which is a visit's first load. Without it the grid is long and heavy, but whole.
  const { Part: RowWindow, hasFailed } = useRowWindow(count > listLimit.default);
  const [range, setRange] = useState<RowRange | null>(null);
  const [kept, setKept] = useState<string | null>(null);
  const goal = useRef<Goal | null>(null);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const lastKept = useRef({ index: 0, heirOf: "" });

  const isWhole = layout !== null && (hasFailed || count <= plainCount);
  const { first, end, before, after } = isWhole
    ? { first: 0, end: count, before: 0, after: 0 }
    : sliceOf(range, count, layout);
  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
  const keptIndex = kept === null ? -1 : indexOf(kept, count, keyAt);
  const isApart = keptIndex !== -1 && (keptIndex < first || keptIndex >= end);

  useImperativeHandle(ref, () => ({
    columns: () => layout?.columns ?? 1,
    focusAt(index) {
      if (index < 0 || index >= count) return;
      const key = keyAt(index);
      goal.current = { place: null, focused: key };
      setKept(key);
      redraw();
    },
    place: (scrollPx) => (layout === null ? null : placeAt(layout, scrollPx)),
    goTo(place, focused) {
      goal.current = { place, focused };
      if (layout !== null) setRange(rangeAround(place, layout));
      if (focused !== null) setKept(focused);
      redraw();
    },
  }));

  useLayoutEffect(() => {
    if (goal.current === null) return;
    const { place, focused } = goal.current;
    const tile = focused === null ? null : tileOf(grid.current, focused);
    // A tile that is there gets the focus at once, or the next key would still act on the one before.
    if (layout === null && (place !== null || tile === null)) return;
    goal.current = null;
    if (place !== null && layout !== null) window.scrollTo(0, scrollTo(layout, place));
    tile?.focus({ preventScroll: place !== null });
  });

  // The tile with the focus is gone, moved to the trash or no longer listed: what has its place now has the focus.
  useLayoutEffect(() => {
    const last = lastKept.current;
    if (kept === null || last.heirOf === kept) return;
    if (keptIndex !== -1) {
      last.index = keptIndex;
      return;
    }
    last.heirOf = kept;
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (!isLost || count === 0) return;
    tileOf(grid.current, keyAt(Math.min(last.index, count - 1)))?.focus({ preventScroll: true });
  });

  function keep({ target }: FocusEvent) {
    const tile = target.closest<HTMLElement>("[data-tile]");
    if (tile?.dataset.tile === undefined) return;
    lastKept.current.heirOf = "";
    setKept(tile.dataset.tile);
  }

  function letGo({ relatedTarget }: FocusEvent) {
    if (relatedTarget instanceof Node && grid.current?.contains(relatedTarget) === false) setKept(null);
  }

  return (
    <>
      <div
        ref={grid}
        aria-busy={isBusy || undefined}
        className="relative grid grid-cols-[repeat(auto-fill,minmax(min(100%,15.5rem),1fr))] gap-4 aria-busy:opacity-60"
        style={before + after > 0 ? { paddingTop: before, paddingBottom: after } : undefined}
        onFocus={keep}
        onBlur={letGo}
      >
        {RowWindow !== null && layout !== null && !isWhole && (
          <RowWindow rows={Math.ceil(count / layout.columns)} layout={layout} onRange={setRange} />
        )}
        {isApart && keptIndex < first && renderAt(keptIndex, apartStyle(keptIndex, layout))}
        {indexes.map((index) => renderAt(index))}
        {isApart && keptIndex >= end && renderAt(keptIndex, apartStyle(keptIndex, layout))}
      </div>
      {layout !== null && footer}
    </>
  );
}

function sliceOf(range: RowRange | null, count: number, layout: GridLayout | null) {
  if (layout === null) return { first: 0, end: Math.min(count, firstCount), before: 0, after: 0 };
  const { columns, rowPx } = layout;
  const rows = Math.ceil(count / columns);
  const firstRow = Math.min(range?.first ?? 0, rows - 1);
  const lastRow = Math.min(range?.last ?? Math.ceil(plainCount / columns), rows - 1);
  return {
    first: firstRow * columns,
    end: Math.min(count, (lastRow + 1) * columns),
    before: firstRow * rowPx,
    after: (rows - 1 - lastRow) * rowPx,
  };
}

function rangeAround({ index }: Place, { columns, rowPx }: GridLayout): RowRange {
  const row = Math.floor(index / columns);
  return { first: Math.max(0, row - 2), last: row + Math.ceil(window.innerHeight / rowPx) + 2 };
}

function indexOf(key: string, count: number, keyAt: (index: number) => string): number {
  for (let index = 0; index < count; index += 1) if (keyAt(index) === key) return index;
  return -1;
}

/** Outside the flow of the rows that are shown, at the very place where it would stand in it. */
function apartStyle(index: number, layout: GridLayout | null): CSSProperties {
  const { columns, rowPx } = layout ?? { columns: 1, rowPx: 0 };
  const share = `(100% - ${columns - 1}rem) / ${columns}`;
  return {
    position: "absolute",
    top: Math.floor(index / columns) * rowPx,
    left: `calc((${share} + 1rem) * ${index % columns})`,
    width: `calc(${share})`,
  };
}

function tileOf(grid: HTMLElement | null, key: string): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(key)}"]`) ?? null;
}
