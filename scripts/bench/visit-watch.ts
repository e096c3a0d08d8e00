/** What runs in the measured page: each function is sent there as text, so it may use nothing but its own lines. */

interface Seen {
  largestPaintMs: number;
  shift: number;
  element: string;
}

declare global {
  interface Window {
    seen: Seen;
    typingBegins: () => void;
    typingCounted: (atMs: number) => void;
  }
  interface LayoutShift extends PerformanceEntry {
    value: number;
  }
}

export function watchPaints(): void {
  window.seen = { largestPaintMs: 0, shift: 0, element: "" };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.seen.largestPaintMs = entry.startTime;
      window.seen.element = (entry as LargestContentfulPaint).element?.outerHTML.slice(0, 200) ?? "";
    }
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
  let isCounted = false;
  new MutationObserver(() => {
    if (field === null) {
      field = document.querySelector("textarea");
      if (field === null) return;
      field.focus();
      window.typingBegins();
    }
    const words = field.parentElement?.textContent ?? "";
    if (isCounted || !/\b[1-9]\d* \/ \d+/.test(words)) return;
    isCounted = true;
    window.typingCounted(performance.now());
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
