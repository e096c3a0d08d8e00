"use client";
import { useQuery } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { idlePollMs, jobsQuery, movingPollMs } from "#lib/api.ts";
import type { JobPages } from "#lib/api.ts";
import { countOf } from "#lib/job-filter.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import { isMoving } from "#lib/job-words.ts";
import { isAwaitingEnds } from "./awaiting.ts";

/** A hidden page asks only when a person waits to be told, and then no oftener than browsers let it. */
const hiddenPollMs = 20_000;

/**
 * Keeps the list of this filter up to date by asking for what has changed since the version it holds. Each list holds its
 * own version, so one that was not shown for a while is brought up to date from where it was left.
 */
export function useJobChanges(filter: JobFilter, client: QueryClient): { isUnreachable: boolean } {
  const list = jobsQuery(filter).queryKey;
  const isHidden = useSyncExternalStore(subscribe, isPageHidden, () => false);
  const isTelling = () => isAwaitingEnds() && isAnyMoving(client.getQueryData(list));
  const { isError } = useQuery({
    queryKey: ["changes", filter],
    queryFn: async ({ signal }) => {
      if (isPageHidden() && !isTelling()) return null;
      const { bringChanges } = await import("./bring-changes.ts");
      await bringChanges(client, filter, signal);
      return null;
    },
    // What was just read needs no question about changes yet.
    initialData: null,
    initialDataUpdatedAt: () => client.getQueryState(list)?.dataUpdatedAt,
    staleTime: movingPollMs,
    refetchInterval: () => {
      if (isHidden) return isTelling() ? hiddenPollMs : false;
      return isAnyMoving(client.getQueryData(list)) ? movingPollMs : idlePollMs;
    },
    refetchIntervalInBackground: isHidden,
    // At once when the page is shown again, or the network is back.
    refetchOnWindowFocus: "always",
    refetchOnReconnect: "always",
  });
  return { isUnreachable: isError };
}

function isPageHidden(): boolean {
  return document.visibilityState === "hidden";
}

function subscribe(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}

function isAnyMoving(data: JobPages | undefined): boolean {
  const [first] = data?.pages ?? [];
  if (data === undefined || first === undefined) return false;
  return countOf("moving", first) > 0 || data.pages.some(({ jobs }) => jobs.some(isMoving));
}
