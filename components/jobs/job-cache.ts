"use client";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { jobQuery } from "#lib/api.ts";
import { isUnfiltered } from "#lib/job-filter.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import type { Job, JobPage } from "#lib/job.ts";

type JobPages = InfiniteData<JobPage, string | null>;

/** Puts new jobs at the top at once; the next poll, asked for here, brings the server's own order and counts. */
export function addJobs(client: QueryClient, jobs: readonly Job[]): void {
  // A poll that began before these jobs existed would take them off the page again for a moment.
  void client.cancelQueries({ queryKey: ["jobs"] });
  editPages(client, (pages, filter) => {
    const known = new Set(pages.flatMap((page) => page.jobs.map(({ id }) => id)));
    const fresh = jobs.filter(({ id }) => !known.has(id));
    if (fresh.length === 0 || !isUnfiltered(filter)) return pages;
    return pages.map((page, index) => (index === 0 ? { ...page, jobs: [...fresh, ...page.jobs] } : page));
  });
  void client.invalidateQueries({ queryKey: ["jobs"] });
}

/** Takes over what an action answered, wherever the job stands. */
export function putJob(client: QueryClient, job: Job): void {
  void client.cancelQueries({ queryKey: ["jobs"] });
  editPages(client, (pages) =>
    pages.map((page) => ({ ...page, jobs: page.jobs.map((other) => (other.id === job.id ? job : other)) })),
  );
  client.setQueryData(jobQuery(job.id).queryKey, (detail) => (detail === undefined ? undefined : { ...detail, job }));
  void client.invalidateQueries({ queryKey: ["jobs"] });
  void client.invalidateQueries({ queryKey: jobQuery(job.id).queryKey });
}

export function removeJob(client: QueryClient, job: Job): void {
  void client.cancelQueries({ queryKey: ["jobs"] });
  editPages(client, (pages) =>
    pages.map((page) => ({ ...page, jobs: page.jobs.filter((other) => other.id !== job.id) })),
  );
  void client.invalidateQueries({ queryKey: ["jobs"] });
  void client.invalidateQueries({ queryKey: jobQuery(job.id).queryKey });
}

function editPages(client: QueryClient, edit: (pages: JobPage[], filter: JobFilter) => JobPage[]): void {
  for (const [key, data] of client.getQueriesData<JobPages>({ queryKey: ["jobs"] })) {
    if (data === undefined) continue;
    // Every key under "jobs" is made by jobsQuery, whose second part is the filter.
    const filter = key[1] as JobFilter;
    client.setQueryData<JobPages>(key, { ...data, pages: edit(data.pages, filter) });
  }
}
