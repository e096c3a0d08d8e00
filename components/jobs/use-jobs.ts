"use client";
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { jobsQuery, readJobs } from "#lib/api.ts";
import type { JobPages } from "#lib/api.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import type { Job, JobPage } from "#lib/job.ts";
import { useJobChanges } from "./use-job-changes.ts";

export interface JobList {
  jobs: readonly Job[];
  /** Counts and the like, as last heard; nothing before the first answer. */
  standing: JobPage | undefined;
  /** Another filter's jobs are shown until this one's are there. */
  isStale: boolean;
  isUnreachable: boolean;
  hasMore: boolean;
  more: { load: () => void; isLoading: boolean; hasFailed: boolean };
}

/** The jobs of a filter as far as they were loaded, kept up to date. */
export function useJobs(filter: JobFilter): JobList {
  const client = useQueryClient();
  const query = useInfiniteQuery({ ...jobsQuery(filter), placeholderData: keepPreviousData });
  const changes = useJobChanges(filter, client);
  const pages = query.data?.pages;
  const jobs = useMemo(() => uniqueJobs(pages), [pages]);

  const more = useMutation({
    mutationFn: async () => {
      const list = jobsQuery(filter).queryKey;
      const before = client.getQueryData(list);
      const cursor = before?.pages.at(-1)?.next_cursor ?? null;
      const version = before?.pages[0]?.version;
      if (cursor === null || version === undefined) return;
      const page = await readJobs(filter, cursor, AbortSignal.timeout(moreTimeoutMs));
      client.setQueryData<JobPages>(list, (data) => withPage(data, page, cursor, version));
    },
  });

  return {
    jobs,
    standing: pages?.[0],
    isStale: query.isPlaceholderData,
    isUnreachable: query.isError || changes.isUnreachable,
    hasMore: query.hasNextPage && !query.isPlaceholderData,
    more: { load: () => more.isPending || more.mutate(), isLoading: more.isPending, hasFailed: more.isError },
  };
}

const moreTimeoutMs = 15_000;

/**
 * What changed on the page while it travelled was told to a list that did not have it yet: so the list goes back to the
 * version it had when the page was asked for, and the next poll tells it again.
 */
function withPage(data: JobPages | undefined, page: JobPage, cursor: string, version: string): JobPages | undefined {
  const [first, ...rest] = data?.pages ?? [];
  if (data === undefined || first === undefined || data.pages.at(-1)?.next_cursor !== cursor) return data;
  return { pages: [{ ...first, version }, ...rest, page], pageParams: [...data.pageParams, cursor] };
}

/** A list that is read again while jobs arrive can have one at the end of a page and the beginning of the next. */
function uniqueJobs(pages: readonly JobPage[] = []): Job[] {
  return pages.flatMap((page) => page.jobs).filter((job, index, all) => job.id !== all[index - 1]?.id);
}
