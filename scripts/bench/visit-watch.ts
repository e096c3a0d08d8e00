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
  let field: HTMLTextAreaElement | null = null;
  window.countedMs = null;
  new MutationObserver(() => {
    if (field === null) {
      field = document.querySelector("textarea");
      field?.focus();
    }
    const words = field?.parentElement?.textContent ?? "";
    if (/[1-9]\d* \/ \d/.test(words)) window.countedMs ??= performance.now();
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

export function readTyping(): number | null {
  return window.countedMs;
}
