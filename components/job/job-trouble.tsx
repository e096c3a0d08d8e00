"use client";
import type { Job } from "#lib/job.ts";
import { TroubleSheet } from "./trouble-sheet.tsx";
import { UnknownPanel } from "./unknown-panel.tsx";

/** What went wrong, and for an open outcome the ways to settle it. */
export function JobTrouble({ job }: { job: Job }) {
  return (
    <>
      <TroubleSheet job={job} />
      {job.status === "unknown" && <UnknownPanel job={job} />}
    </>
  );
}
