"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, CloudOff } from "lucide-react";
import { useMemo } from "react";
import { jobQuery } from "#lib/api.ts";
import { JobStatus } from "../jobs/job-status.tsx";
import { StatusAnnouncer } from "../jobs/status-announcer.tsx";
import { NavLink } from "../nav-link.tsx";
import { JobShares } from "../share/job-shares.tsx";
import { useLanguage, useText } from "../text.tsx";
import { Banner } from "../ui/banner.tsx";
import { useDeck } from "../watch/use-deck.ts";
import { watchTextMarks } from "../watch/watch-text.ts";
import { JobCurl } from "./job-curl.tsx";
import { JobHead } from "./job-head.tsx";
import { JobIds } from "./job-ids.tsx";
import { JobRequest } from "./job-request.tsx";
import { JobStage } from "./job-stage.tsx";
import { JobTakes } from "./job-takes.tsx";
import { JobTimeline } from "./job-timeline.tsx";
import { JobTrouble } from "./job-trouble.tsx";

export function JobView({ id }: { id: string }) {
  const text = useText();
  const { data, isError } = useQuery(jobQuery(id));
  const watched = useMemo(() => (data === undefined ? [] : [data.job]), [data]);
  const deck = useDeck();
  const Mark = watchTextMarks[useLanguage().locale];
  if (data === undefined) return null;
  const { job, events } = data;
  return (
    <main className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Mark />
      <div className="flex min-w-0 flex-col gap-4">
        <NavLink
          href="/"
          className="touch inline-flex items-center gap-1.5 self-start text-sm text-muted hover:underline"
        >
          <ArrowLeft size={16} aria-hidden />
          {text.page.back}
        </NavLink>
        {isError && (
          <Banner tone="danger" role="alert" icon={<CloudOff size={20} aria-hidden />}>
            {text.jobs.unreachable}
          </Banner>
        )}
        {job.trashed && <Banner tone="plain">{text.job.inTrash}</Banner>}
        <JobStage job={job} deck={deck} maxHeight="70dvh" />
        <div>
          <JobStatus status={job.status} />
          <h1 className="text-lg font-semibold whitespace-pre-wrap wrap-anywhere">{job.prompt}</h1>
        </div>
        <JobHead job={job} />
        <JobTrouble job={job} />
        <JobTakes job={job} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <JobRequest job={job} />
        <JobIds job={job} />
        <JobTimeline events={events} />
        <JobCurl job={job} />
        <JobShares job={job} />
      </div>
      <StatusAnnouncer jobs={watched} />
    </main>
  );
}
