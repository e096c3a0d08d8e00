"use client";
import { noFilter } from "#lib/job-filter.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import { focusJobs } from "../focus-jobs.ts";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";
import { showFilter } from "./job-filters.tsx";

export function NothingHere({ filter }: { filter: JobFilter }) {
  const text = useText();
  function showAll() {
    showFilter(noFilter);
    focusJobs();
  }

  const isSearch = filter.q !== "" || filter.batch !== null;
  return (
    <div className="flex flex-wrap items-center gap-3 text-muted">
      {!isSearch && filter.view === "trash"
        ? text.jobs.trashEmpty
        : !isSearch && filter.view === "starred"
          ? text.jobs.nothingStarred
          : text.jobs.nothingFound}
      <Button onClick={showAll}>{text.jobs.showAll}</Button>
    </div>
  );
}
