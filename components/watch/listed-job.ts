"use client";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Job, JobPage } from "#lib/job.ts";

/** The job as some list on the page already has it, so that the large view need not wait for the server. */
export function listedJob(client: QueryClient, id: string): Job | undefined {
  for (const [, data] of client.getQueriesData<InfiniteData<JobPage>>({ queryKey: ["jobs"] })) {
    for (const { jobs } of data?.pages ?? []) {
      const found = jobs.find((job) => job.id === id);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
