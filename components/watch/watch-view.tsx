"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { jobQuery } from "#lib/api.ts";
import { watchHref } from "#lib/watching.ts";
import { knownJob } from "../jobs/job-cache.ts";
import { JobStatus } from "../jobs/job-status.tsx";
import { Button } from "../ui/button.tsx";
import { absenceOf } from "./absence.ts";
import { DeckDialog } from "./deck-dialog.tsx";
import { noElement, pressArrow, useKeys } from "./deck-keys.ts";
import { useDeck } from "./use-deck.ts";
import { useOrder } from "./use-order.ts";
import { WatchedJob } from "./watched-job.tsx";
import { useWatchText } from "./watch-text.ts";

interface WatchViewProps {
  id: string;
  isOpen: boolean;
  onClose: () => void;
}

/** One job at large over the list, and its neighbours a key away. */
export function WatchView({ id, isOpen, onClose }: WatchViewProps) {
  const text = useWatchText();
  const { view } = text;
  const client = useQueryClient();
  const { data, error } = useQuery({ ...jobQuery(id), subscribed: isOpen });
  const job = data?.job ?? knownJob(client, id);
  const { previous, next, position, total } = useOrder(id, isOpen);
  const place = position === null ? null : view.position(position, total);
  const deck = useDeck();
  const go = (direction: -1 | 1) => {
    const to = direction === -1 ? previous : next;
    if (to !== null) show(to);
  };
  useKeys(isOpen ? null : noElement, (event) => pressArrow(event, go));

  return (
    <DeckDialog
      deck={deck}
      isOpen={isOpen}
      onClose={onClose}
      title={<span className="line-clamp-2 text-base whitespace-pre-line">{job?.prompt ?? view.loading}</span>}
      description={
        job !== undefined && (
          <span className="flex flex-wrap items-center gap-x-3">
            <JobStatus status={job.status} />
            {place !== null && <span className="tabular-nums">{place}</span>}
          </span>
        )
      }
      closeName={view.close}
      // To the tile of the job that was looked at last, wherever the view was opened from.
      finalFocus={() => document.querySelector<HTMLElement>(`[data-watch="${CSS.escape(id)}"]`) ?? true}
      actions={
        <>
          <Step name={view.previous} isEnd={previous === null} onPress={() => go(-1)}>
            <ChevronLeft size={20} aria-hidden />
          </Step>
          <Step name={view.next} isEnd={next === null} onPress={() => go(1)}>
            <ChevronRight size={20} aria-hidden />
          </Step>
        </>
      }
    >
      {job === undefined ? (
        <p role="status" className="text-muted">
          {absenceOf(error, text)}
        </p>
      ) : (
        <WatchedJob job={job} deck={deck} />
      )}
      <p role="status" className="sr-only">
        {job !== undefined && place !== null && `${place}: ${job.prompt.slice(0, promptLength)}`}
      </p>
    </DeckDialog>
  );
}

const promptLength = 80;

interface StepProps {
  name: string;
  isEnd: boolean;
  onPress: () => void;
  children: ReactNode;
}

/** Keeps the focus at the end of the list too, so it is never disabled for good. */
function Step({ name, isEnd, onPress, children }: StepProps) {
  return (
    <Button tone="quiet" aria-label={name} title={name} aria-disabled={isEnd || undefined} onClick={onPress}>
      {children}
    </Button>
  );
}

/** In place of the one before: Back leaves the view, however many were looked at. */
function show(id: string) {
  window.history.replaceState(null, "", watchHref(new URLSearchParams(window.location.search), id));
}
