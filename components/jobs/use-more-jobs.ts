"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { jobsQuery, readJobs } from "#lib/api.ts";
import type { JobPages } from "#lib/api.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import type { JobPage } from "#lib/job.ts";

export interface FurtherJobs {
  load: () => void;
  isLoading: boolean;
  hasFailed: boolean;
}

/** Reads the next page of a list to its end. */
export function useMoreJobs(filter: JobFilter): FurtherJobs {
  const client = useQueryClient();
  const { mutate, isPending, isError } = useMutation({
    mutationFn: async () => {
      const list = jobsQuery(filter).queryKey;
      const before = client.getQueryData(list);
      const cursor = before?.pages.at(-1)?.next_cursor ?? null;
      const version = before?.pages[0]?.version;
      if (cursor === null || version === undefined) return;
      const page = await readJobs(filter, cursor);
      client.setQueryData<JobPages>(list, (data) => withPage(data, page, cursor, version));
    },
  });
  return { load: () => isPending || mutate(), isLoading: isPending, hasFailed: isError };
}

/**
 * What changed on the page while it travelled was told to a list that did not have it yet: so the list goes back to the
 * version it had when the page was asked for, and the next poll tells it again.
 */
function withPage(data: JobPages | undefined, page: JobPage, cursor: string, version: string): JobPages | undefined {
  const [first, ...rest] = data?.pages ?? [];
  if (first === undefined || data?.pages.at(-1)?.next_cursor !== cursor) return data;
  return { pages: [{ ...first, version }, ...rest, page] };
}
