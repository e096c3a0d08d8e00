"use client";
import { Maximize2, Volume2 } from "lucide-react";
import { useId, useState } from "react";
import type { Deck } from "#lib/deck.ts";
import { parseRatio } from "#lib/format.ts";
import { isMoving } from "#lib/job-words.ts";
import { JobStatus } from "../jobs/job-status.tsx";
import { Elapsed } from "../times.tsx";
import { Button } from "../ui/button.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { absenceOf } from "./absence.ts";
import type { Take } from "./compare-stage.tsx";
import { DeckVideo } from "./deck-video.tsx";
import type { Measured } from "./deck-video.tsx";
import { useDeckState } from "./use-deck.ts";
import { WatchLink } from "./watch-link.tsx";
import { useWatchText } from "./watch-text.ts";

interface CompareTakeProps {
  take: Take;
  position: number;
  deck: Deck;
  maxHeight: string;
}

export function CompareTake({ take, position, deck, maxHeight }: CompareTakeProps) {
  const { compare } = useWatchText();
  const id = useId();
  const { soundOf, isMuted } = useDeckState(deck);
  const [measured, setMeasured] = useState<Measured | null>(null);
  const { job } = take;
  const name = compare.take(position);
  const { width, height } = parseRatio(job?.aspect_ratio ?? "");
  const videoUrl = job?.media.video_url ?? null;

  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col rounded border border-line">
      <div className="flex min-h-11 flex-wrap items-center gap-x-2 px-2">
        <h3 id={id} className="mr-auto font-semibold sm:mr-0">
          {name}
        </h3>
        <span className="order-last min-w-0 flex-1 basis-full pb-2 text-xs text-muted tabular-nums sm:order-none sm:basis-0 sm:pb-0">
          {measured !== null &&
            `${measured.width} × ${measured.height} · ${compare.seconds(measured.durationSeconds.toFixed(2))}`}
        </span>
        {videoUrl !== null && (
          <Button
            tone="quiet"
            className="aria-pressed:font-semibold aria-pressed:text-accent"
            aria-pressed={soundOf === take.id && !isMuted}
            aria-describedby={id}
            icon={<Volume2 size={16} aria-hidden />}
            onClick={() => deck.hear(take.id)}
          >
            {compare.hear}
          </Button>
        )}
        {job !== undefined && (
          <WatchLink
            id={job.id}
            aria-label={`${compare.large}: ${name}`}
            title={compare.large}
            className={buttonClass("quiet")}
          >
            <Maximize2 size={16} aria-hidden />
          </WatchLink>
        )}
      </div>
      <div className="grid place-items-center bg-mat">
        <div
          className="w-full"
          style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(${maxHeight} * ${width / height})` }}
        >
          {job !== undefined && videoUrl !== null ? (
            <DeckVideo deck={deck} job={job} videoUrl={videoUrl} name={name} onMeasured={setMeasured} />
          ) : (
            <NoVideo take={take} />
          )}
        </div>
      </div>
    </section>
  );
}

function NoVideo({ take: { job, error } }: { take: Take }) {
  const text = useWatchText();
  return (
    <div className="grid size-full place-content-center justify-items-center gap-1 p-3 text-center text-sm text-muted">
      {job === undefined ? (
        <p role="status">{absenceOf(error, text)}</p>
      ) : (
        <>
          <JobStatus status={job.status} />
          {isMoving(job) ? <Elapsed since={job.created_at} /> : <p>{text.compare.noVideo}</p>}
        </>
      )}
    </div>
  );
}
