"use client";
import type { Deck } from "#lib/deck.ts";
import type { Job } from "#lib/job.ts";
import { JobHead } from "../job/job-head.tsx";
import { JobIds } from "../job/job-ids.tsx";
import { JobRequest } from "../job/job-request.tsx";
import { JobStage } from "../job/job-stage.tsx";
import { JobTrouble } from "../job/job-trouble.tsx";
import { useText } from "../text.tsx";
import { Banner } from "../ui/banner.tsx";

interface WatchedJobProps {
  job: Job;
  deck: Deck;
}

/** The clip, and beside it (on a phone below it) what was asked for and what may be done. */
export function WatchedJob({ job, deck }: WatchedJobProps) {
  const text = useText();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-0">
        {job.trashed && <Banner tone="plain">{text.job.inTrash}</Banner>}
        <JobStage job={job} deck={deck} maxHeight="max(12rem, calc(100dvh - 19rem))" isAlone />
        <JobTrouble job={job} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <JobHead job={job} hasPageLink />
        <JobRequest job={job} hasPrompt />
        <JobIds job={job} />
      </div>
    </div>
  );
}
