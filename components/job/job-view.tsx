"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, CloudOff } from "lucide-react";
import { NavLink } from "../nav-link.tsx";
import { useMemo } from "react";
import { jobQuery } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import { isMoving } from "#lib/job-words.ts";
import { Banner } from "../ui/banner.tsx";
import { useText } from "../text.tsx";
import { JobActions } from "../jobs/job-actions.tsx";
import { JobFacts } from "../jobs/job-facts.tsx";
import { JobNews } from "../jobs/job-news.tsx";
import { JobStatus } from "../jobs/job-status.tsx";
import { StatusAnnouncer } from "../jobs/status-announcer.tsx";
import { JobIds } from "./job-ids.tsx";
import { JobRequest } from "./job-request.tsx";
import { JobStage } from "./job-stage.tsx";
import { JobTimeline } from "./job-timeline.tsx";
import { UnknownPanel } from "./unknown-panel.tsx";

export function JobView({ id }: { id: string }) {
  const text = useText();
  const { data, isError } = useQuery(jobQuery(id));
  const watched = useMemo(() => (data === undefined ? [] : [data.job]), [data]);
  if (data === undefined) return null;
  const { job, events } = data;
  return (
    <main className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
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
        <JobStage job={job} />
        <JobHead job={job} />
        {job.status === "unknown" && <UnknownPanel job={job} />}
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <JobRequest job={job} />
        <JobIds job={job} />
        <JobTimeline events={events} />
      </div>
      <StatusAnnouncer jobs={watched} />
    </main>
  );
}

function JobHead({ job }: { job: Job }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <JobStatus status={job.status} />
        <p className="text-sm text-muted">
          <JobFacts job={job} />
        </p>
      </div>
      <h1 className="text-lg font-semibold whitespace-pre-wrap wrap-anywhere">{job.prompt}</h1>
      {/* The panel and the stage say it where they stand. */}
      {job.status !== "unknown" && !isMoving(job) && (
        <div className="empty:hidden">
          <JobNews job={job} />
        </div>
      )}
      <JobActions job={job} tone="outline" />
    </div>
  );
}
