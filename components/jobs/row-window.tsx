"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect } from "react";
import type { GridLayout } from "#lib/grid.ts";

export interface RowRange {
  first: number;
  last: number;
}

interface RowWindowProps {
  rows: number;
  layout: GridLayout;
  onRange: (range: RowRange) => void;
}

/** Beyond the window on either side: what one turn of a wheel brings in is there already. */
const rowsBeyond = 2;

/** The half of TileGrid that a short list can do without: says which rows are in or near the window. Shows nothing. */
export function RowWindow({ rows, layout: { rowPx, topPx }, onRange }: RowWindowProps) {
  // What it returns is read here and now and handed to nobody, so nothing stale can be kept of it.
  // oxlint-disable-next-line react/incompatible-library
  const window = useWindowVirtualizer({
    count: rows,
    estimateSize: () => rowPx,
    overscan: rowsBeyond,
    scrollMargin: topPx,
    // The rows beyond are there before they are seen, so the tiles need not be made within the frame that scrolls.
    useFlushSync: false,
  });
  useLayoutEffect(() => window.measure(), [window, rowPx]);
  const items = window.getVirtualItems();
  const first = items[0]?.index;
  const last = items.at(-1)?.index;
  useLayoutEffect(() => {
    if (first !== undefined && last !== undefined) onRange({ first, last });
  }, [first, last, onRange]);
  return null;
}
