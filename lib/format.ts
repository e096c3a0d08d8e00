/** How times, sizes and ratios are written. Pure: the clock and the words come in from outside. */
import type { Usual } from "./job.ts";
import type { Text } from "./text.ts";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Two units at most, because nobody reads the seconds of a day. A negative time (clocks that disagree) reads as zero. */
export function formatDuration(durationMs: number, units: Text["units"]): string {
  const ms = Math.max(0, durationMs);
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} ${units.seconds}`;
  if (ms < hourMs) return pair(ms, minuteMs, units.minutes, secondMs, units.seconds);
  if (ms < dayMs) return pair(ms, hourMs, units.hours, minuteMs, units.minutes);
  return pair(ms, dayMs, units.days, hourMs, units.hours);
}

function pair(ms: number, bigMs: number, bigUnit: string, smallMs: number, smallUnit: string): string {
  const big = Math.floor(ms / bigMs);
  const small = Math.floor((ms % bigMs) / smallMs);
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/** One unit, for "ago": an age is read at a glance. */
export function formatAge(ageMs: number, units: Text["units"]): string {
  const ms = Math.max(0, ageMs);
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} ${units.seconds}`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} ${units.minutes}`;
  if (ms < dayMs) return `${Math.floor(ms / hourMs)} ${units.hours}`;
  return `${Math.floor(ms / dayMs)} ${units.days}`;
}

/** "1 to 3 min": one unit for both ends where that says as much. */
export function formatUsual(usual: NonNullable<Usual>, text: Pick<Text, "units" | "tile">): string {
  const { from_seconds: from, to_seconds: to } = usual;
  const whole = (seconds: number) => formatDuration(seconds * secondMs, text.units);
  if (from === to) return text.tile.about(whole(to));
  const isPlain = to < 60 || (from >= 60 && from % 60 === 0 && to % 60 === 0 && to < 3_600);
  return text.tile.range(isPlain ? String(to < 60 ? from : from / 60) : whole(from), whole(to));
}

/** A place in a clip, to the hundredth, since frames are told apart by it: `0:04.17`. */
export function formatPlace(seconds: number): string {
  const hundredths = Math.round(Math.max(0, seconds) * 100);
  const rest = ((hundredths % 6_000) / 100).toFixed(2).padStart(5, "0");
  return `${Math.floor(hundredths / 6_000)}:${rest}`;
}

/** Decimal units, as download dialogs and disks count. */
export function formatBytes(sizeBytes: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3));
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(sizeBytes / 1000 ** step);
}

/** To make one takes far longer than to use it. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** In the reader's own time zone, or in UTC (and said so) where that is not known yet. */
export function formatTime(iso: string, locale: string, timeZone: string | undefined): string {
  const key = `${locale} ${timeZone}`;
  const format =
    timeFormats.get(key) ?? new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone });
  timeFormats.set(key, format);
  return format.format(new Date(iso));
}

/** A time of day that is the same for everybody: where it is meant, not where it is read. */
export function momentOf(
  iso: string | number | undefined,
  locale: string,
  timeZone: string | number | undefined,
): string {
  if (typeof iso !== "string" || typeof timeZone !== "string") return "";
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(iso));
}

/** What so many jobs cost, as far as the settings know. */
export function formatPrice(jobs: number, price: { amount: number; currency: string }, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: price.currency }).format(jobs * price.amount);
}

/** `3:2` -> width and height; a word that is no ratio counts as a square, so that a tile always has a frame. */
export function parseRatio(aspectRatio: string): { width: number; height: number } {
  const [width, height] = aspectRatio.split(":").map(Number);
  if (!isLength(width) || !isLength(height)) return { width: 1, height: 1 };
  return { width, height };
}

function isLength(length: number | undefined): length is number {
  return length !== undefined && Number.isFinite(length) && length > 0;
}
