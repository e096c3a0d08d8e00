"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { formatUsual } from "#lib/format.ts";
import { countOf, isUnfiltered, readFilter, writeFilter } from "#lib/job-filter.ts";
import type { Job, Usual } from "#lib/job.ts";
import type { Intent } from "#lib/outbox.ts";
import type { Text } from "#lib/text.ts";
import { PauseButton } from "../dispatch/pause-button.tsx";
import { useText } from "../text.tsx";
import { EmptySheet } from "./empty-sheet.tsx";
import { IntentTile } from "./intent-tile.tsx";
import { JobFilters } from "./job-filters.tsx";
import { JobTile } from "./job-tile.tsx";
import { LateKeys, LateNotices, LateRetries, LateSelection } from "./late-parts.tsx";
import { latePart } from "./late-part.ts";
import { isLoadedAgain } from "./loaded-again.ts";
import { MoreJobs } from "./more-jobs.tsx";
import { NewAbove } from "./new-above.tsx";
import { NothingHere } from "./nothing-here.tsx";
import { OutOfReach } from "./out-of-reach.tsx";
import { StatusAnnouncer } from "./status-announcer.tsx";
import { TileGrid } from "./tile-grid.tsx";
import type { TileGridHandle } from "./tile-grid.tsx";
import { useHeldAbove } from "./use-held-above.ts";
import { useJobs } from "./use-jobs.ts";
import { useSelection } from "./use-selection.ts";

const usePlaceKeeper = latePart(async () => (await import("./place-keeper.tsx")).PlaceKeeper);

interface JobSheetProps {
  intents: readonly Intent[];
  onResend: (key: string) => void;
  onDiscard: (key: string) => void;
  onSample: (prompt: string) => void;
}

/** The contact sheet: every job as a tile, newest first, what is not acknowledged yet before them. */
export function JobSheet({ intents, onResend, onDiscard, onSample }: JobSheetProps) {
  const text = useText();
  const router = useRouter();
  const address = writeFilter(readFilter(new URLSearchParams(useSearchParams())));
  const filter = useMemo(() => readFilter(new URL(address, "http://desk").searchParams), [address]);
  const list = useJobs(filter);
  const { standing } = list;

  const head = useRef<HTMLHeadingElement>(null);
  const grid = useRef<TileGridHandle>(null);
  const { shown, held, isAway, release } = useHeldAbove(list.jobs, filter, head);
  // What is on its way stands before the jobs, and so waits above with them.
  const lead = useMemo(() => (isAway ? [] : leadOf(intents)), [intents, isAway]);
  const selection = useSelection(shown);
  const { clear } = selection;
  useEffect(clear, [clear, filter]);
  const { Part: PlaceKeeper } = usePlaceKeeper(useSyncExternalStore(never, isLoadedAgain, () => false) || isAway);

  const usual = sayUsual(standing?.usual ?? null, text);
  const running = standing === undefined ? 0 : countOf("moving", standing);
  const isEmpty = list.jobs.length === 0 && intents.length === 0 && standing !== undefined && !list.isStale;
  const isBare = isEmpty && isUnfiltered(filter);

  function openJob({ id }: Job) {
    const index = shown.findIndex((job) => job.id === id);
    if (index === -1) router.push(`/jobs/${id}`);
    else grid.current?.focusAt(lead.length + index);
  }

  function keyAt(index: number): string {
    return lead[index]?.key ?? shown[index - lead.length]?.id ?? "";
  }

  return (
    <section aria-labelledby="jobs-title" className="flex min-w-0 flex-col gap-4 [overflow-anchor:none]">
      <title>{running === 0 ? text.name : `${text.jobs.runningInTitle(running)} ${text.name}`}</title>
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        <h2 ref={head} id="jobs-title" tabIndex={-1} className="mr-auto scroll-mt-4 text-lg font-semibold">
          {text.jobs.title}
        </h2>
        <LateNotices onOpen={openJob} />
        <PauseButton />
      </div>
      {standing !== undefined && !(isBare && standing.totals.trashed === 0) && (
        <JobFilters filter={filter} standing={standing} />
      )}
      {list.isUnreachable && <OutOfReach />}
      <LateRetries />
      {standing === undefined && !list.isUnreachable && <p className="text-muted">{text.jobs.loading}</p>}
      {isBare && <EmptySheet onSample={onSample} />}
      {isEmpty && !isBare && <NothingHere filter={filter} />}
      {filter.view === "trash" && !isEmpty && <p className="text-sm text-muted">{text.jobs.trashNote}</p>}
      <NewAbove
        count={isAway ? held + leadOf(intents).length : 0}
        onShow={() => {
          release();
          head.current?.scrollIntoView();
          head.current?.focus({ preventScroll: true });
        }}
      />
      <TileGrid
        ref={grid}
        isBusy={list.isStale}
        count={lead.length + shown.length}
        keyAt={keyAt}
        footer={list.hasMore && <MoreJobs {...list.more} loaded={list.jobs.length} />}
        renderAt={(index, style) => {
          const intended = lead[index];
          if (intended !== undefined) {
            const { key, intent, prompt } = intended;
            return <IntentTile key={key} tileKey={key} {...{ intent, prompt, onResend, onDiscard }} />;
          }
          const job = shown[index - lead.length];
          if (job === undefined) return null;
          return (
            <JobTile
              key={job.id}
              job={job}
              usual={usual}
              isSelected={selection.ids.has(job.id)}
              isSelecting={selection.jobs.length > 0}
              onSelect={selection.select}
              style={style}
            />
          );
        }}
      />
      <StatusAnnouncer jobs={list.jobs} />
      <LateSelection selection={selection} loaded={shown.length} />
      <LateKeys jobs={shown} lead={lead.length} grid={grid} selection={selection} />
      {PlaceKeeper !== null && <PlaceKeeper {...{ address, list, shown, grid, head }} />}
    </section>
  );
}

function sayUsual(usual: Usual, text: Text): string | null {
  return usual === null ? null : formatUsual(usual, text);
}

interface Intended {
  key: string;
  intent: Intent;
  prompt: string;
}

/** The latest first. While it is being sent, a tile for each job that it will be. */
function leadOf(intents: readonly Intent[]): Intended[] {
  return intents.toReversed().flatMap((intent) => {
    const { prompt, prompts = [prompt ?? ""], count = 1 } = intent.body;
    if (intent.state !== "sending") return [{ key: `intent ${intent.key}`, intent, prompt: prompts.join("\n") }];
    return prompts.flatMap((line, row) =>
      Array.from({ length: count }, (_, take) => ({
        key: `intent ${intent.key} ${row} ${take}`,
        intent,
        prompt: line,
      })),
    );
  });
}

function never(): () => void {
  return () => {};
}
