"use client";
import { parseRatio } from "#lib/format.ts";
import { isMoving } from "#lib/job-words.ts";
import type { Job } from "#lib/job.ts";
import { ClipPlayer } from "../ui/clip-player.tsx";
import { Progress } from "../ui/progress.tsx";
import { useText } from "../text.tsx";
import { JobNews } from "../jobs/job-news.tsx";
import { Elapsed } from "../times.tsx";

/** The large view: the clip, or the empty frame that it will fill. Nothing, when no clip is to be expected. */
export function JobStage({ job }: { job: Job }) {
  const text = useText();
  const { width, height } = parseRatio(job.aspect_ratio);
  // As tall as the window allows, and never wider than the column.
  const frame = { aspectRatio: `${width} / ${height}`, maxWidth: `calc(70dvh * ${width / height})` };
  if (job.media.video_url !== null) {
    return (
      <div className="grid place-items-center overflow-hidden rounded bg-mat">
        <div className="w-full" style={frame}>
          <ClipPlayer
            src={job.media.video_url}
            poster={job.media.poster_url}
            playName={text.job.play}
            unplayable={text.job.unplayable}
            className="size-full"
          />
        </div>
      </div>
    );
  }
  if (!isMoving(job)) return null;
  return (
    <div className="grid place-items-center rounded bg-mat p-4">
      <div
        className="grid max-h-80 w-full place-items-center border border-dashed border-edge bg-surface p-4"
        style={frame}
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
