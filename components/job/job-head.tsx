"use client";
import { FileText, RotateCcw } from "lucide-react";
import type { Job } from "#lib/job.ts";
import { JobActions } from "../jobs/job-actions.tsx";
import { JobFacts } from "../jobs/job-facts.tsx";
import { NavLink } from "../nav-link.tsx";
import { ShareButton } from "../share/share-button.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { Timestamp } from "../times.tsx";
import { useWatchText } from "../watch/watch-text.ts";
import { StarToggle } from "./star-toggle.tsx";

/** One line of facts, and everything that may be done with the job. */
export function JobHead({ job, hasPageLink = false }: { job: Job; hasPageLink?: boolean }) {
  const { view } = useWatchText();
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-muted">
        <JobFacts job={job} />
      </p>
      {job.media.keep_until !== null && (
        <p className="text-sm">
          {view.keptUntil} <Timestamp at={job.media.keep_until} />
        </p>
      )}
      <JobActions job={job}>
        <StarToggle job={job} />
        <NavLink href={`/?again=${job.id}`} className={buttonClass("outline")}>
          <RotateCcw size={16} aria-hidden />
          {view.useAgain}
        </NavLink>
        <ShareButton job={job} />
        {hasPageLink && (
          <NavLink href={`/jobs/${job.id}`} className={buttonClass("outline")}>
            <FileText size={16} aria-hidden />
            {view.page}
          </NavLink>
        )}
      </JobActions>
    </div>
  );
}
