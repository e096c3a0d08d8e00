"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { jobsQuery } from "#lib/api.ts";
import { countOf, isUnfiltered, readFilter, writeFilter } from "#lib/job-filter.ts";
import type { Job } from "#lib/job.ts";
import type { Intent } from "#lib/outbox.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { useText } from "../text.tsx";
import { PauseButton } from "../dispatch/pause-button.tsx";
import { EmptySheet } from "./empty-sheet.tsx";
import { IntentTile } from "./intent-tile.tsx";
import { JobFilters } from "./job-filters.tsx";
import { JobTile } from "./job-tile.tsx";
import { StatusAnnouncer } from "./status-announcer.tsx";
import { UndoBar } from "./undo-bar.tsx";

interface JobSheetProps {
  intents: readonly Intent[];
  onResend: (key: string) => void;
  onDiscard: (key: string) => void;
  onSample: (prompt: string) => void;
}

/** The contact sheet: every job as a tile, newest first, what is not acknowledged yet before them. */
export function JobSheet({ intents, onResend, onDiscard, onSample }: JobSheetProps) {
  const text = useText();
  const search = useSearchParams();
  const filter = useMemo(() => readFilter(new URLSearchParams(search)), [search]);
  const query = useInfiniteQuery({ ...jobsQuery(filter), placeholderData: keepPreviousData });
  const jobs = useMemo(() => uniqueJobs(query.data?.pages.map((page) => page.jobs)), [query.data]);
  const counts = query.data?.pages[0]?.counts;
  const [trashed, setTrashed] = useState<Job | null>(null);
  const closeUndo = useCallback(() => setTrashed(null), []);

  const running = counts === undefined ? 0 : countOf("moving", counts);

  const isEmpty = jobs.length === 0 && intents.length === 0 && query.data !== undefined;
  return (
    <section aria-labelledby="jobs-title" className="flex min-w-0 flex-col gap-4">
      <title>{running === 0 ? text.name : `${text.jobs.runningInTitle(running)} ${text.name}`}</title>
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h2 id="jobs-title" tabIndex={-1} className="text-lg font-semibold">
          {text.jobs.title}
        </h2>
        <PauseButton />
      </div>
      {counts !== undefined && !(isEmpty && isUnfiltered(filter)) && <JobFilters filter={filter} counts={counts} />}
      {query.isError && (
        <Banner tone="danger" role="alert" icon={<CloudOff size={20} aria-hidden />}>
          {text.jobs.unreachable}
        </Banner>
      )}
      {query.isPending && <p className="text-muted">{text.jobs.loading}</p>}
      {isEmpty && isUnfiltered(filter) && <EmptySheet onSample={onSample} />}
      {isEmpty && !isUnfiltered(filter) && (
        <div className="flex items-center gap-3 text-muted">
          {text.jobs.nothingFound}
          <Button onClick={() => window.history.replaceState(null, "", writeFilter({ group: "all", q: "" }))}>
            {text.jobs.showAll}
          </Button>
        </div>
      )}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15.5rem),1fr))] gap-4">
        {intents
          .toReversed()
          .flatMap((intent) =>
            Array.from({ length: intent.state === "sending" ? (intent.body.count ?? 1) : 1 }, (_, take) => (
              <IntentTile
                key={`${intent.key} ${take}`}
                intent={intent}
                onResend={() => onResend(intent.key)}
                onDiscard={() => onDiscard(intent.key)}
              />
            )),
          )}
        {jobs.map((job) => (
          <JobTile key={job.id} job={job} onTrashed={setTrashed} />
        ))}
      </div>
      {query.hasNextPage && (
        <Button className="self-center" isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {query.isFetchingNextPage ? text.jobs.loadingMore : text.jobs.more}
        </Button>
      )}
      <StatusAnnouncer jobs={jobs} />
      {trashed !== null && <UndoBar job={trashed} onClose={closeUndo} />}
    </section>
  );
}

/** While jobs arrive, a page can begin with the end of the one before it. */
function uniqueJobs(pages: readonly Job[][] = []): Job[] {
  return [...new Map(pages.flat().map((job) => [job.id, job])).values()];
}
