"use client";
import type { QueryClient } from "@tanstack/react-query";
import { jobsQuery, readChanges } from "#lib/api.ts";
import type { JobPages } from "#lib/api.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import { withChanges } from "#lib/job-pages.ts";
import { hearOfEnds } from "./ends.ts";

/** Asks what has changed since the version that this list holds, and works it in. */
export async function bringChanges(client: QueryClient, filter: JobFilter, signal: AbortSignal): Promise<void> {
  const list = jobsQuery(filter).queryKey;
  const version = client.getQueryData(list)?.pages[0]?.version;
  // A list that is being read is about to be newer than any change of it.
  if (version === undefined || client.isFetching({ queryKey: list }) > 0) return;
  const changes = await readChanges(version, signal);
  hearOfEnds(changes.jobs);
  if (!changes.is_complete) return client.invalidateQueries({ queryKey: list });
  client.setQueryData<JobPages>(list, (data) => {
    // What was read or done in between has its own version, from which the next poll goes on.
    if (data === undefined || data.pages[0]?.version !== version) return data;
    const { usual } = data.pages[0];
    if (changes.version === version && JSON.stringify(changes.usual) === JSON.stringify(usual)) return data;
    return { ...data, pages: withChanges(data.pages, changes, filter) };
  });
}
