/** What runs in the measured page: each function is sent there as text, so it may use nothing but its own lines. */

interface Seen {
  largestPaintMs: number;
  shift: number;
}

declare global {
  interface Window {
    seen: Seen;
    countedMs: number | null;
  }
  interface LayoutShift extends PerformanceEntry {
    value: number;
  }
}

export function watchPaints(): void {
  window.seen = { largestPaintMs: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.largestPaintMs = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.shift += (entry as LayoutShift).value;
  }).observe({ type: "layout-shift", buffered: true });
}

export function readPaints(): Seen {
  return window.seen;
}

/** Both pages write how much has been typed as "12 / 800" beside their field. */
export function watchTyping(): void {
  const everything = { childList: true, subtree: true, characterData: true };
  window.countedMs = null;
  new MutationObserver((_changes, search) => {
    const field = document.querySelector("textarea");
    const beside = field?.parentElement ?? null;
    if (field === null || beside === null) return;
    // From now on only what stands beside the field: to watch a whole page of tiles would slow down what is measured.
    search.disconnect();
    field.focus();
    new MutationObserver(() => {
      if (/[1-9]\d* \/ \d/.test(beside.textContent)) window.countedMs ??= performance.now();
    }).observe(beside, everything);
  }).observe(document, everything);
}

export function readTyping(): number | null {
  return window.countedMs;
}
