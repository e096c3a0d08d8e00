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
          <span className="text-lg text-muted">
            <Elapsed since={job.created_at} />
          </span>
          {job.progress !== null && (
            <span className="w-3/4">
              <Progress percent={job.progress} label={text.job.progress(job.progress)} />
            </span>
          )}
        </Frame>
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
  return (
    <div className="relative aspect-4/3 bg-mat">
      <div className="absolute inset-0 flex items-center justify-center overflow-hidden">{children}</div>
    </div>
  );
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
      className={`${isWide ? "w-full" : "h-full"} ${isEmpty ? "flex flex-col items-center justify-center gap-2 border border-dashed border-edge bg-surface" : ""}`}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {children}
    </div>
  );
}
