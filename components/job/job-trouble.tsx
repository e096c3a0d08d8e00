"use client";
import type { Job } from "#lib/job.ts";
import { useMayDecide } from "../people/visitor.tsx";
import { useWatchText } from "../watch/watch-text.ts";
import { TroubleSheet } from "./trouble-sheet.tsx";
import { UnknownPanel } from "./unknown-panel.tsx";

/** What went wrong, and for an open outcome the ways to settle it. */
export function JobTrouble({ job }: { job: Job }) {
  const { unknown } = useWatchText();
  const mayDecide = useMayDecide();
  return (
    <>
      <TroubleSheet job={job} />
      {job.status === "unknown" && mayDecide(job) && <UnknownPanel job={job} />}
      {job.status === "unknown" && !mayDecide(job) && job.created_by !== null && (
        <p className="text-muted">{unknown.othersDecide(job.created_by)}</p>
      )}
    </>
  );
}
