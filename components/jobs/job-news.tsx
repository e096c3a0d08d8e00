"use client";
import type { Job } from "#lib/job.ts";
import { useText } from "../text.tsx";

interface JobNewsProps {
  job: Job;
  /** On a card only the beginning of a long message is shown; the job's page has all of it. */
  isClamped?: boolean;
}

/** What a person must know about a job besides its status: what went wrong, what it cost, what is still coming. */
export function JobNews({ job, isClamped = false }: JobNewsProps) {
  const text = useText();
  const clamp = isClamped ? "line-clamp-4" : "";
  if (job.failure !== null && job.status === "failed") {
    return (
      <>
        <p className={`wrap-anywhere ${clamp}`}>{job.failure.message}</p>
        <p className="mt-1 font-semibold">{text.charged[job.failure.charged]}</p>
      </>
    );
  }
  if (job.status === "unknown")
    return <p className={clamp}>{job.relay_id === null ? text.job.unknownHelp : text.unknown.timedOut}</p>;
  if (job.status === "succeeded" && job.media.state !== "saved") {
    return (
      <>
        <p>{text.media[job.media.state]}</p>
        {job.media.error !== null && <p className={`mt-1 text-muted wrap-anywhere ${clamp}`}>{job.media.error}</p>}
      </>
    );
  }
  if (job.status === "canceled") return <p className="text-muted">{text.charged.no}</p>;
  return null;
}
