"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Job } from "#lib/job.ts";
import { allSelected, nothingSelected, rangeTo, toggled } from "#lib/selection.ts";
import type { Selection } from "#lib/selection.ts";

export interface SheetSelection {
  jobs: readonly Job[];
  ids: ReadonlySet<string>;
  select: (id: string, isRange: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

/** What is selected of these jobs; a job that is not listed any more is not selected any more. */
export function useSelection(jobs: readonly Job[]): SheetSelection {
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const order = useRef<readonly Job[]>(jobs);
  useEffect(() => {
    order.current = jobs;
  }, [jobs]);

  // Stable, because every tile has it.
  const select = useCallback((id: string, isRange: boolean) => {
    const ids = () => order.current.map((job) => job.id);
    setSelection((before) => (isRange ? rangeTo(before, id, ids()) : toggled(before, id)));
  }, []);
  const selectAll = useCallback(() => setSelection(allSelected(order.current.map((job) => job.id))), []);
  const clear = useCallback(() => setSelection(nothingSelected), []);

  const selected = useMemo(() => {
    if (selection.ids.size === 0) return [];
    return jobs.filter((job) => selection.ids.has(job.id));
  }, [jobs, selection]);
  return { jobs: selected, ids: selection.ids, select, selectAll, clear };
}
