"use client";
import { X } from "lucide-react";
import { countOf, views, writeFilter } from "#lib/job-filter.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import type { JobPage } from "#lib/job.ts";
import { focusJobs } from "../focus-jobs.ts";
import { MakerFilter } from "../people/maker-filter.tsx";
import { useText } from "../text.tsx";
import { Button } from "../ui/button.tsx";
import { SearchField } from "./search-field.tsx";

interface JobFiltersProps {
  filter: JobFilter;
  standing: Pick<JobPage, "counts" | "totals">;
}

/** What is shown stands in the address bar, so that it can be kept, shared and gone back to. */
export function JobFilters({ filter, standing }: JobFiltersProps) {
  const text = useText();

  function leaveBatch() {
    showFilter({ ...filter, batch: null });
    focusJobs();
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <div role="group" aria-label={text.jobs.filter} className="flex flex-wrap gap-1">
        {views.map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={filter.view === view}
            className="touch rounded px-2 text-sm text-muted transition-colors hover:bg-mat aria-pressed:bg-mat aria-pressed:font-semibold aria-pressed:text-ink"
            onClick={() => showFilter({ ...filter, view })}
          >
            {text.jobs.views[view]} <span className="tabular-nums">{countOf(view, standing)}</span>
          </button>
        ))}
      </div>
      {filter.batch !== null && (
        <Button icon={<X size={16} aria-hidden />} onClick={leaveBatch}>
          {text.jobs.oneBatch}
          <span className="sr-only">{text.jobs.leaveBatch}</span>
        </Button>
      )}
      <MakerFilter by={filter.by} onChoose={(by) => showFilter({ ...filter, by })} />
      <SearchField filter={filter} />
    </div>
  );
}

/** Each choice is a step that Back undoes; what else stands in the address stays. */
export function showFilter(filter: JobFilter): void {
  window.history.pushState(null, "", writeFilter(filter, window.location.search));
}
