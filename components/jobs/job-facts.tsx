"use client";
import { formatAge, formatDuration } from "#lib/format.ts";
import type { Job } from "#lib/job.ts";
import type { Text } from "#lib/text.ts";
import { useNow } from "../clock.tsx";
import { useText } from "../text.tsx";

interface JobFactsProps {
  job: Job;
  /** How long a video usually takes here, in words; nothing until enough were seen. */
  usual?: string | null;
}

/** One quiet line: for a job under way what is known of it just now, for a finished one what it was. */
export function JobFacts({ job, usual = null }: JobFactsProps) {
  const text = useText();
  if (job.status === "running") return <Heard job={job} usual={usual} />;
  if (job.status === "queued" && job.waiting !== null) return <Waiting waiting={job.waiting} />;
  const isUnderWay = job.status === "queued" || job.status === "submitting";
  const expected = isUnderWay && usual !== null ? [text.tile.usually(usual)] : [];
  const references = job.images.length === 0 ? [] : [text.job.references(job.images.length)];
  return <>{[...expected, job.aspect_ratio, job.size, ...references, ...took(job, text)].join(" · ")}</>;
}

function Heard({ job, usual }: { job: Job; usual: string | null }) {
  const text = useText();
  const now = useNow();
  if (job.overdue) return <span className="text-warn">{text.job.overdue}</span>;
  const heard = job.relay_seen_at === null ? text.job.notHeard : text.job.heard(ageOf(job.relay_seen_at, now, text));
  const progress = job.progress === null ? [] : [text.job.progress(job.progress)];
  const expected = usual === null ? [] : [text.tile.usually(usual)];
  return <span className="tabular-nums">{[...expected, heard, ...progress].join(" · ")}</span>;
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

function took(job: Job, text: Text): readonly string[] {
  if (job.status !== "succeeded" || job.submitted_at === null || job.finished_at === null) return [];
  return [text.job.took(formatDuration(Date.parse(job.finished_at) - Date.parse(job.submitted_at), text.units))];
}
