"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { jobsQuery } from "#lib/api.ts";
import { readFilter } from "#lib/job-filter.ts";
import { comparedIn } from "#lib/watching.ts";
import { useMoreJobs } from "../jobs/use-more-jobs.ts";

export interface Order {
  previous: string | null;
  next: string | null;
  /** From 1; null for a job that the list does not show. */
  position: number | null;
  total: string;
}

/** What comes before and after a job: in the comparison it was opened from, else in the list as it is filtered. */
export function useOrder(id: string, isOpen: boolean): Order {
  const search = new URLSearchParams(useSearchParams());
  const filter = readFilter(search);
  // The sheet keeps the list fresh; here it is only read, and continued where it ends.
  const { data } = useQuery({ ...jobsQuery(filter), subscribed: isOpen });
  const { load, isLoading, hasFailed } = useMoreJobs(filter);
  const compared = comparedIn(search);
  const isFromList = compared.length === 0;
  const listed = [...new Set(data?.pages.flatMap((page) => page.jobs.map((job) => job.id)))];
  const ids = isFromList ? listed : compared;
  const index = ids.indexOf(id);
  const isNearEnd = isOpen && isFromList && index !== -1 && index >= ids.length - 2;
  const hasMore = typeof data?.pages.at(-1)?.next_cursor === "string";

  const loadNext = useEffectEvent(load);
  useEffect(() => {
    if (isNearEnd && hasMore && !isLoading && !hasFailed) loadNext();
  }, [isNearEnd, hasMore, isLoading, hasFailed]);

  const found =
    index === -1 ? null : { id, previous: ids[index - 1] ?? null, next: ids[index + 1] ?? null, position: index + 1 };
  const last = useRememberedOf(id, found);

  return {
    previous: last?.previous ?? null,
    next: last?.next ?? null,
    position: last?.position ?? null,
    total: isFromList && hasMore ? `${ids.length}+` : String(ids.length),
  };
}

interface Found {
  id: string;
  previous: string | null;
  next: string | null;
  position: number;
}

/** A job that leaves the list while it is watched (deleted, or ended under a filter) still has the neighbours it had. */
function useRememberedOf(id: string, found: Found | null): Found | null {
  const [last, setLast] = useState(found);
  if (found !== null && JSON.stringify(found) !== JSON.stringify(last)) setLast(found);
  if (found !== null) return found;
  return last?.id === id ? last : null;
}
