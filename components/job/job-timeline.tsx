"use client";
import type { ReactNode } from "react";
import { formatBytes } from "#lib/format.ts";
import type { JobEvent } from "#lib/job.ts";
import { charges } from "#lib/job-words.ts";
import type { Text } from "#lib/text.ts";
import type { WatchText } from "#lib/watch-text.ts";
import { NavLink } from "../nav-link.tsx";
import { useText } from "../text.tsx";
import { Timestamp } from "../times.tsx";
import { useWatchText } from "../watch/watch-text.ts";
import { Section } from "./section.tsx";

/** Everything that happened, oldest first, in plain words, with what was said at the time and who ruled it. */
export function JobTimeline({ events }: { events: readonly JobEvent[] }) {
  const text = useText();
  const watch = useWatchText();
  return (
    <Section title={text.page.timeline}>
      <ol className="flex flex-col gap-3 border-l border-line pl-4">
        {events.map((event, index) => (
          // The timeline only grows at its end.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="relative text-sm">
            {/* Drawn as a border, which colours that are forced leave alone. */}
            <span
              aria-hidden
              className="absolute top-1.5 -left-4 size-2 -translate-x-1/2 rounded-full border-4 border-edge"
            />
            <p>{sentenceOf(event, text, watch)}</p>
            <Said event={event} />
            <p className="text-xs text-muted">
              <Timestamp at={event.at} />
              {event.actor !== null && ` · ${text.page.by(event.actor)}`}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** A ruling is told by what was ruled. */
function sentenceOf({ type, detail }: JobEvent, text: Text, { page }: WatchText): string {
  if (type !== "resolved") return text.events[type](detail);
  const { outcome } = detail;
  if (outcome === "created") return page.ruledCreated;
  return outcome === "submitted_again" ? page.ruledAgain : page.ruledNotCreated;
}

/** Words, ids and what they lead to; numbers of milliseconds and the like say nothing to a person. */
function Said({ event }: { event: JobEvent }) {
  const text = useText();
  const { page } = useWatchText();
  const { message, relay_id, relay_status, attempt, charged, until, bytes, retry_of, job_id } = event.detail;
  const known = charges.find((word) => word === charged);
  const parts: readonly ReactNode[] = [
    isText(message) && message,
    isText(relay_status) && `“${relay_status}”`,
    isText(relay_id) && relay_id,
    known !== undefined && page.charged[known],
    typeof attempt === "number" && attempt > 1 && text.page.attempt(attempt),
    typeof bytes === "number" && page.bytes(formatBytes(bytes, text.locale)),
    isText(until) && <Until at={until} />,
    isText(retry_of) && <JobLink id={retry_of} />,
    isText(job_id) && <JobLink id={job_id} />,
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return (
    <ul className="text-muted wrap-anywhere">
      {parts.map((part, index) => (
        // What an event says never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="inline not-first:before:content-['_·_']">
          {part}
        </li>
      ))}
    </ul>
  );
}

function Until({ at }: { at: string }) {
  const { page } = useWatchText();
  const [before, after] = page.until;
  return (
    <>
      {before}
      <Timestamp at={at} />
      {after}
    </>
  );
}

function JobLink({ id }: { id: string }) {
  return (
    <NavLink href={`/jobs/${id}`} className="font-mono text-xs text-accent underline">
      {id}
    </NavLink>
  );
}

function isText(value: string | number | null | undefined): value is string {
  return typeof value === "string" && value !== "";
}
