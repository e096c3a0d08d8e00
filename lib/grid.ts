/**
 * Where things stand on a grid whose rows are all of one height: which cell is at the top of the window, and how far one
 * has to scroll to a cell. Pixels count from the top of the document. Pure.
 */
export interface GridLayout {
  columns: number;
  /** A tile and the gap under it. */
  rowPx: number;
  topPx: number;
}

/** What a reader has before the eyes: a cell, and how much of its row has gone past. */
export interface Place {
  index: number;
  part: number;
}

export function placeAt(layout: GridLayout, scrollPx: number): Place | null {
  const depthPx = scrollPx - layout.topPx;
  if (depthPx <= 0) return null;
  const row = Math.floor(depthPx / layout.rowPx);
  return { index: row * layout.columns, part: depthPx / layout.rowPx - row };
}

export function scrollTo(layout: GridLayout, { index, part }: Place): number {
  return layout.topPx + (Math.floor(index / layout.columns) + part) * layout.rowPx;
}

/** The cell that an arrow key leads to; null at the rim. */
export function stepFrom(index: number, key: string, columns: number, count: number): number | null {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key] ?? 0;
  const next = index + step;
  if (step === 0 || next < 0) return null;
  if (next < count) return next;
  // Down from the last full row: the last cell, when it stands in a row below.
  const isInLastRow = Math.floor(index / columns) === Math.floor((count - 1) / columns);
  return key === "ArrowDown" && !isInLastRow ? count - 1 : null;
}
