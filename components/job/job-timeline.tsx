"use client";
import type { JobEvent } from "#lib/job.ts";
import type { Text } from "#lib/text.ts";
import { useText } from "../text.tsx";
import { Timestamp } from "../times.tsx";
import { Section } from "./section.tsx";

/** Everything that happened, oldest first, each line in plain words with what was said at the time. */
export function JobTimeline({ events }: { events: readonly JobEvent[] }) {
  const text = useText();
  return (
    <Section title={text.page.timeline}>
      <ol className="flex flex-col gap-3 border-l border-line pl-4">
        {events.map((event, index) => (
          // The timeline only grows at its end.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="relative text-sm">
            <span aria-hidden className="absolute top-1.5 -left-4 size-2 -translate-x-1/2 rounded-full bg-edge" />
            <p>{text.events[event.type](event.detail)}</p>
            <Said event={event} text={text} />
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

/** The details that are words or ids; numbers of milliseconds and the like say nothing to a person. */
function Said({ event, text }: { event: JobEvent; text: Text }) {
  const { message, relay_id: relayId, relay_status: relayStatus, attempt } = event.detail;
  const parts = [
    typeof message === "string" && message !== "" ? message : null,
    typeof relayStatus === "string" && relayStatus !== "" ? `“${relayStatus}”` : null,
    typeof relayId === "string" && relayId !== "" ? relayId : null,
    typeof attempt === "number" && attempt > 1 ? text.page.attempt(attempt) : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return <p className="text-muted wrap-anywhere">{parts.join(" · ")}</p>;
}
