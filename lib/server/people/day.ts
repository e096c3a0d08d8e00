/** Days as people count them: from midnight to midnight somewhere. */
import { once } from "../once.ts";

const hourMs = 3_600_000;

/** `2026-11-29` */
export function dayOf(atMs: number, timeZone: string): string {
  return formatOf(timeZone).format(atMs);
}

/** The midnights around a moment. A day has 23, 24 or 25 hours, so they are looked for and not reckoned. */
export function dayAround(atMs: number, timeZone: string): { startsAtMs: number; endsAtMs: number } {
  const today = dayOf(atMs, timeZone);
  const isToday = (ms: number) => dayOf(ms, timeZone) === today;
  return {
    startsAtMs: firstMs(atMs - 26 * hourMs, atMs, isToday),
    endsAtMs: firstMs(atMs, atMs + 26 * hourMs, (ms) => !isToday(ms)),
  };
}

/** The first moment in (`before`, `after`] at which it is so; it is not at `before`, and stays so once it is. */
function firstMs(before: number, after: number, isSo: (ms: number) => boolean): number {
  if (after - before <= 1) return after;
  const middle = Math.floor((before + after) / 2);
  return isSo(middle) ? firstMs(before, middle, isSo) : firstMs(middle, after, isSo);
}

/** Sweden writes a date as ISO 8601 does. A formatter takes a while to make. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  return once(`day-format ${timeZone}`, () => new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }));
}
