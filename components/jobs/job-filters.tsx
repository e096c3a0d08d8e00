"use client";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { countOf, filterGroups, writeFilter } from "#lib/job-filter.ts";
import type { JobFilter } from "#lib/job-filter.ts";
import type { JobCounts } from "#lib/job.ts";
import { searchMax } from "#lib/job-words.ts";
import { inputClass } from "../ui/field.tsx";
import { useText } from "../text.tsx";

interface JobFiltersProps {
  filter: JobFilter;
  counts: JobCounts;
}

const searchPauseMs = 250;

/** What is shown stands in the address bar, so that it can be kept, shared and gone back to. */
export function JobFilters({ filter, counts }: JobFiltersProps) {
  const text = useText();
  const [typed, setTyped] = useState(filter.q);
  useEffect(() => {
    if (typed.trim() === filter.q) return;
    const timer = setTimeout(() => show({ ...filter, q: typed.trim() }), searchPauseMs);
    return () => clearTimeout(timer);
  }, [typed, filter]);

  return (
    <div className="flex flex-wrap items-center gap-2">
      <div role="group" aria-label={text.jobs.filter} className="flex flex-wrap gap-1">
        {filterGroups.map((group) => (
          <button
            key={group}
            type="button"
            aria-pressed={filter.group === group}
            className="touch rounded px-2 text-sm text-muted transition-colors hover:bg-mat aria-pressed:bg-mat aria-pressed:font-semibold aria-pressed:text-ink"
            onClick={() => show({ group, q: typed.trim() })}
          >
            {text.jobs.groups[group]} <span className="tabular-nums">{countOf(group, counts)}</span>
          </button>
        ))}
      </div>
      <label className="relative min-w-40 flex-1 sm:max-w-64">
        <span className="sr-only">{text.jobs.search}</span>
        <Search size={16} aria-hidden className="absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
        <input
          type="search"
          value={typed}
          maxLength={searchMax}
          placeholder={text.jobs.search}
          className={`${inputClass} touch py-1! pl-9! text-sm!`}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
    </div>
  );
}

function show(filter: JobFilter) {
  window.history.replaceState(null, "", writeFilter(filter));
}
