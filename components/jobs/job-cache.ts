"use client";
import type { QueryClient } from "@tanstack/react-query";
import { jobQuery, jobsQuery } from "#lib/api.ts";
import type { JobPages } from "#lib/api.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import { withJobs } from "#lib/job-pages.ts";
import type { Job } from "#lib/job.ts";
import { noteSent } from "./awaiting.ts";

/** Jobs that were sent from here stand on the sheet at once, and this browser may be told of their end. */
export function addJobs(client: QueryClient, jobs: readonly Job[]): void {
  noteSent(jobs.map(({ id }) => id));
  putJobs(client, jobs);
}

/** Takes over what an action answered, wherever the jobs stand; a poll, asked for here, brings the counts. */
export function putJobs(client: QueryClient, jobs: readonly Job[]): void {
  editJobs(client, jobs);
  for (const job of jobs) void client.invalidateQueries({ queryKey: jobQuery(job.id).queryKey });
  void client.invalidateQueries({ queryKey: ["changes"] });
}

/** Shows what an action is expected to answer, until it does. */
export function editJobs(client: QueryClient, jobs: readonly Job[]): void {
  // A poll that began before would put the old state back for a moment.
  void client.cancelQueries({ queryKey: ["changes"] });
  for (const [key, data] of client.getQueriesData<JobPages>({ queryKey: ["jobs"] })) {
    if (data === undefined) continue;
    // Every key under "jobs" is made by jobsQuery, whose second part is the filter.
    const filter = key[1] as JobFilter;
    client.setQueryData<JobPages>(jobsQuery(filter).queryKey, { ...data, pages: withJobs(data.pages, jobs, filter) });
  }
  for (const job of jobs) {
    client.setQueryData(jobQuery(job.id).queryKey, (detail) => (detail === undefined ? undefined : { ...detail, job }));
  }
}

/** What is known of a job now, in whatever list it stands. */
export function knownJob(client: QueryClient, id: string): Job | undefined {
  const lists = client.getQueriesData<JobPages>({ queryKey: ["jobs"] });
  for (const [, data] of lists) {
    for (const page of data?.pages ?? []) {
      const job = page.jobs.find((known) => known.id === id);
      if (job !== undefined) return job;
    }
  }
  return client.getQueryData(jobQuery(id).queryKey)?.job;
}
