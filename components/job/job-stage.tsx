"use client";
import { parseRatio } from "#lib/format.ts";
import type { Deck } from "#lib/deck.ts";
import { isMoving } from "#lib/job-words.ts";
import type { Job } from "#lib/job.ts";
import { Progress } from "../ui/progress.tsx";
import { useText } from "../text.tsx";
import { JobNews } from "../jobs/job-news.tsx";
import { Elapsed } from "../times.tsx";
import { ClipStage } from "../watch/clip-stage.tsx";

interface JobStageProps {
  job: Job;
  deck: Deck;
  maxHeight: string;
  isAlone?: boolean;
}

/** The clip at large, or the empty frame that it will fill. Nothing, when no clip is to be expected. */
export function JobStage({ job, maxHeight, ...rest }: JobStageProps) {
  const text = useText();
  const { video_url: videoUrl } = job.media;
  if (videoUrl !== null) {
    return <ClipStage job={job} videoUrl={videoUrl} name={text.page.video} maxHeight={maxHeight} {...rest} />;
  }
  if (!isMoving(job)) return null;
  const { width, height } = parseRatio(job.aspect_ratio);
  return (
    <div className="grid place-items-center rounded bg-mat p-4">
      <div
        className="grid max-h-80 w-full place-items-center border border-dashed border-edge bg-surface p-4"
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc(${maxHeight} * ${width / height})` }}
      >
        <div className="w-full max-w-64 text-center text-muted">
          {job.status === "succeeded" ? <JobNews job={job} /> : <UnderWay job={job} />}
        </div>
      </div>
    </div>
  );
}

function UnderWay({ job }: { job: Job }) {
  const text = useText();
  return (
    <>
      <p className="text-xl">
        <Elapsed since={job.created_at} />
      </p>
      {job.progress !== null && (
        <div className="mt-3 text-sm">
          <Progress percent={job.progress} label={text.job.progress(job.progress)} />
          <p className="mt-1">{text.job.progress(job.progress)}</p>
        </div>
      )}
    </>
  );
}
