"use client";
import { formatAge, formatDuration, formatTime } from "#lib/format.ts";
import { useHydrated, useNow } from "./clock.tsx";
import { useText } from "./text.tsx";

const minuteMs = 60_000;

/** Counts up by the second. */
export function Elapsed({ since }: { since: string }) {
  const now = useNow();
  return <span className="tabular-nums">{formatDuration(now - Date.parse(since), useText().units)}</span>;
}

/**
 * "3 min ago", in steps of a minute, with the exact time for whoever points at it; written only then, because a page of
 * written-out times is what a weak phone would spend most of its start on.
 */
export function Ago({ at }: { at: string }) {
  const text = useText();
  const now = useNow(minuteMs / 2);
  const ageMs = now - Date.parse(at);
  return (
    <time
      dateTime={at}
      onPointerEnter={({ currentTarget }) => (currentTarget.title = formatTime(at, text.locale, undefined))}
    >
      {ageMs < minuteMs ? text.job.justNow : text.job.ago(formatAge(ageMs, text.units))}
    </time>
  );
}

export function Timestamp({ at }: { at: string }) {
  return (
    <time dateTime={at} className="tabular-nums">
      {useLocalTime(at)}
    </time>
  );
}

/** The server does not know the reader's time zone, so what it sends says UTC. */
function useLocalTime(at: string): string {
  const { locale } = useText();
  return useHydrated() ? formatTime(at, locale, undefined) : `${formatTime(at, locale, "UTC")} UTC`;
}
