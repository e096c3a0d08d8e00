"use client";
import { failureKindOf, isRelaysWord } from "#lib/failure.ts";
import type { Failure, Job } from "#lib/job.ts";
import { useText } from "../text.tsx";

/** In a few words what a person must know about a job besides its status; the rest stands in the trouble sheet. */
export function JobNews({ job }: { job: Job }) {
  const text = useText();
  if (job.failure !== null && job.status === "failed") return <Failed failure={job.failure} />;
  if (job.status === "unknown")
    return <p className="line-clamp-5">{job.relay_id === null ? text.job.unknownHelp : text.job.timedOut}</p>;
  if (job.status === "succeeded" && job.media.state !== "saved") {
    return (
      <>
        <p className="line-clamp-4">{text.media[job.media.removed_at === null ? job.media.state : "removed"]}</p>
        {job.media.error !== null && <p className="mt-1 line-clamp-2 text-muted wrap-anywhere">{job.media.error}</p>}
      </>
    );
  }
  if (job.status === "canceled") return <p className="text-muted">{text.charged.no}</p>;
  return null;
}

function Failed({ failure }: { failure: Failure }) {
  const text = useText();
  return (
    <>
      <p className="line-clamp-2 font-semibold wrap-anywhere">{text.failures[failureKindOf(failure)]}</p>
      {isRelaysWord(failure) && failure.message !== "" && (
        <p className="mt-1 line-clamp-2 text-muted wrap-anywhere">
          <q>{failure.message}</q>
        </p>
      )}
      <p className="mt-1">{text.charged[failure.charged]}</p>
    </>
  );
}
