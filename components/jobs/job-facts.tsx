"use client";
import { formatAge, formatDuration } from "#lib/format.ts";
import type { Job } from "#lib/job.ts";
import type { Text } from "#lib/text.ts";
import { useNow } from "../clock.tsx";
import { useText } from "../text.tsx";

/** One quiet line: for a job under way what is known of it just now, for a finished one what it was. */
export function JobFacts({ job }: { job: Job }) {
  const text = useText();
  if (job.status === "running") return <Heard job={job} />;
  if (job.status === "queued" && job.waiting !== null) return <Waiting waiting={job.waiting} />;
  const references = job.images.length === 0 ? [] : [text.job.references(job.images.length)];
  return <>{[job.aspect_ratio, job.size, ...references, ...took(job, text.units, text.job.took)].join(" · ")}</>;
}

function Heard({ job }: { job: Job }) {
  const text = useText();
  const now = useNow();
  if (job.overdue) return <span className="text-warn">{text.job.overdue}</span>;
  const heard = job.relay_seen_at === null ? text.job.notHeard : text.job.heard(ageOf(job.relay_seen_at, now, text));
  const progress = job.progress === null ? [] : [text.job.progress(job.progress)];
  return <span className="tabular-nums">{[...progress, heard].join(" · ")}</span>;
}

function ageOf(at: string, now: number, text: Text): string {
  return formatAge(now - Date.parse(at), text.units);
}

function Waiting({ waiting }: { waiting: NonNullable<Job["waiting"]> }) {
  const text = useText();
  const now = useNow();
  const restMs = waiting.until === null ? 0 : Date.parse(waiting.until) - now;
  return (
    <span className="text-warn">
      {text.waiting[waiting.reason]}
      {restMs > 0 && ` ${text.job.until(formatDuration(restMs, text.units))}`}
    </span>
  );
}

function took(
  job: Job,
  units: Parameters<typeof formatDuration>[1],
  say: (duration: string) => string,
): readonly string[] {
  if (job.status !== "succeeded" || job.submitted_at === null || job.finished_at === null) return [];
  return [say(formatDuration(Date.parse(job.finished_at) - Date.parse(job.submitted_at), units))];
}
