"use client";
import { NavLink } from "../nav-link.tsx";
import { memo } from "react";
import type { Job } from "#lib/job.ts";
import { useText } from "../text.tsx";
import { Ago } from "../times.tsx";
import { JobActions } from "./job-actions.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobFrame } from "./job-frame.tsx";
import { JobStatus } from "./job-status.tsx";

interface JobTileProps {
  job: Job;
  onTrashed: (job: Job) => void;
}

/** Drawn again only when the poll brought something new about this very job. */
export const JobTile = memo(function JobTile({ job, onTrashed }: JobTileProps) {
  const text = useText();
  const headingId = `job-${job.id}`;
  return (
    <article
      aria-labelledby={headingId}
      className="group flex flex-col overflow-hidden rounded border border-line bg-surface"
    >
      <JobFrame job={job} />
      <div className="flex flex-1 flex-col gap-1.5 p-3 pb-2">
        <div className="flex flex-wrap items-center justify-between gap-x-2">
          <JobStatus status={job.status} />
          <span className="text-xs whitespace-nowrap text-muted">
            <Ago at={job.created_at} />
          </span>
        </div>
        <h3 id={headingId} className="text-base font-normal">
          <NavLink href={`/jobs/${job.id}`} className="line-clamp-2 whitespace-pre-wrap wrap-anywhere hover:underline">
            {job.prompt}
          </NavLink>
        </h3>
        <p className="line-clamp-3 text-xs text-muted">
          <JobFacts job={job} />
        </p>
        <div className="mt-auto">
          {job.status === "unknown" && (
            <NavLink
              href={`/jobs/${job.id}`}
              className="touch inline-flex items-center text-sm font-semibold text-accent underline"
            >
              {text.job.decide}
            </NavLink>
          )}
          <JobActions job={job} onTrashed={onTrashed} />
        </div>
      </div>
    </article>
  );
});
