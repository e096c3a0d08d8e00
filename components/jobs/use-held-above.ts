"use client";
import { useEffect, useState } from "react";
import type { RefObject } from "react";
import type { JobFilter } from "#lib/job-filter.ts";
import type { Job } from "#lib/job.ts";

interface HeldAbove {
  shown: readonly Job[];
  /** How many wait above. */
  held: number;
  isAway: boolean;
  release: () => void;
}

/**
 * While somebody reads further down, new jobs wait above instead of moving what is read.
 * @param head what is out of the window, above it, exactly then
 */
export function useHeldAbove(jobs: readonly Job[], filter: JobFilter, head: RefObject<Element | null>): HeldAbove {
  const [isAway, setAway] = useState(false);
  /** The newest job that was shown when the reader went on, and under which filter. */
  const [line, setLine] = useState<{ id: string; filter: JobFilter } | null>(null);
  useEffect(() => {
    if (head.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      const entry = entries.at(-1);
      if (entry !== undefined) setAway(!entry.isIntersecting && entry.boundingClientRect.bottom <= 0);
    });
    observer.observe(head.current);
    return () => observer.disconnect();
  }, [head]);

  const newest = jobs[0]?.id;
  if (isAway && newest !== undefined && line?.filter !== filter) setLine({ id: newest, filter });
  if (!isAway && line !== null) setLine(null);

  // Ids begin with their time, so newer ones sort higher.
  const held = line === null || line.filter !== filter ? 0 : countAbove(jobs, line.id);
  return {
    shown: held === 0 ? jobs : jobs.slice(held),
    held,
    isAway,
    release: () => setLine(newest === undefined ? null : { id: newest, filter }),
  };
}

function countAbove(jobs: readonly Job[], id: string): number {
  const index = jobs.findIndex((job) => job.id <= id);
  return index === -1 ? jobs.length : index;
}
