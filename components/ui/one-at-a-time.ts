/** Of all that can play on a page one thing plays: whoever begins ends the one before. */
let stopCurrent: (() => void) | null = null;

export function takeTurn(stop: () => void): void {
  const before = stopCurrent;
  stopCurrent = stop;
  if (before !== stop) before?.();
}

/** What has ended by itself needs no stopping. */
export function endTurn(stop: () => void): void {
  if (stopCurrent === stop) stopCurrent = null;
}
