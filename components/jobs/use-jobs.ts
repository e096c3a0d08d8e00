"use client";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { jobsQuery } from "#lib/api.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import type { Job, JobPage } from "#lib/job.ts";
import { useJobChanges } from "./use-job-changes.ts";
import { useMoreJobs } from "./use-more-jobs.ts";
import type { FurtherJobs } from "./use-more-jobs.ts";

export interface JobList {
  jobs: readonly Job[];
  /** Counts and the like, as last heard; nothing before the first answer. */
  standing: JobPage | undefined;
  /** Another filter's jobs are shown until this one's are there. */
  isStale: boolean;
  isUnreachable: boolean;
  hasMore: boolean;
  more: FurtherJobs;
}

/** The jobs of a filter as far as they were loaded, kept up to date. */
export function useJobs(filter: JobFilter): JobList {
  const client = useQueryClient();
  const query = useQuery({ ...jobsQuery(filter), placeholderData: keepPreviousData });
  const changes = useJobChanges(filter, client);
  const more = useMoreJobs(filter);
  const pages = query.data?.pages;
  const jobs = useMemo(() => uniqueJobs(pages), [pages]);
  return {
    jobs,
    standing: pages?.[0],
    isStale: query.isPlaceholderData,
    isUnreachable: query.isError || changes.isUnreachable,
    hasMore: pages !== undefined && pages.at(-1)?.next_cursor !== null && !query.isPlaceholderData,
    more,
  };
}

/** A list that is read again while jobs arrive can have one at the end of a page and the beginning of the next. */
function uniqueJobs(pages: readonly JobPage[] = []): Job[] {
  return pages.flatMap((page) => page.jobs).filter((job, index, all) => job.id !== all[index - 1]?.id);
}
