"use client";
import { parseRatio } from "#lib/format.ts";
import type { Job } from "#lib/job.ts";
import { ClipPlayer } from "../ui/clip-player.tsx";
import { Progress } from "../ui/progress.tsx";
import { useText } from "../text.tsx";
import { Elapsed } from "../times.tsx";
import { JobNews } from "./job-news.tsx";

/** The picture of a card: every card has the same mat, and in it a frame in the ratio that was asked for. */
export function JobFrame({ job }: { job: Job }) {
  const text = useText();
  const { width, height } = parseRatio(job.aspect_ratio);
  if (job.media.video_url !== null) {
    return (
      <Mat>
        <Frame width={width} height={height}>
          <ClipPlayer
            src={job.media.video_url}
            poster={job.media.poster_url}
            playName={text.job.play}
            unplayable={text.job.unplayable}
            className="size-full"
          />
        </Frame>
      </Mat>
    );
  }
  if (job.status === "queued" || job.status === "submitting" || job.status === "running") {
    return (
      <Mat>
        <Frame width={width} height={height} isEmpty>
          <span className="grid size-full place-items-center">
            <span className="text-lg text-muted">
              <Elapsed since={job.created_at} />
            </span>
          </span>
        </Frame>
        {job.progress !== null && (
          <span className="absolute inset-x-0 bottom-0 bg-surface px-3 py-2 text-xs text-muted">
            <Progress percent={job.progress} label={text.job.progress(job.progress)} />
            <span className="mt-1 block">{text.job.progress(job.progress)}</span>
          </span>
        )}
      </Mat>
    );
  }
  return (
    <Mat>
      <div className="size-full overflow-hidden p-4 text-sm">
        <JobNews job={job} isClamped />
      </div>
    </Mat>
  );
}

export function Mat({ children }: { children: React.ReactNode }) {
  return <div className="relative grid aspect-4/3 place-items-center overflow-hidden bg-mat">{children}</div>;
}

interface FrameProps {
  width: number;
  height: number;
  isEmpty?: boolean;
  children?: React.ReactNode;
}

export function Frame({ width, height, isEmpty = false, children }: FrameProps) {
  const isWide = width * 3 >= height * 4;
  return (
    <div
      className={`${isWide ? "w-full" : "h-full"} ${isEmpty ? "border border-dashed border-edge bg-surface" : ""}`}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {children}
    </div>
  );
}
