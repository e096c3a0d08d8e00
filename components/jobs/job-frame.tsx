"use client";
import { Maximize2 } from "lucide-react";
import { parseRatio } from "#lib/format.ts";
import type { Job } from "#lib/job.ts";
import { reportOf } from "#lib/trouble.ts";
import { ClipPlayer } from "../ui/clip-player.tsx";
import { Progress } from "../ui/progress.tsx";
import { useText } from "../text.tsx";
import { Elapsed } from "../times.tsx";
import { WatchLink } from "../watch/watch-link.tsx";
import { JobNews } from "./job-news.tsx";
import { cornerClass } from "./tile-corner.ts";

/** The picture of a card: every card has the same mat, and in it a frame in the ratio that was asked for. */
export function JobFrame({ job }: { job: Job }) {
  const text = useText();
  const { width, height } = parseRatio(job.aspect_ratio);
  if (job.media.video_url !== null) {
    return (
      <Mat>
        {/* All of the mat: a video whose ratio followed its image is then as large as any other. */}
        <ClipPlayer
          src={job.media.video_url}
          poster={job.media.poster_url}
          playName={text.job.play}
          unplayable={text.job.unplayable}
          className="size-full"
        />
        <WatchLink
          id={job.id}
          aria-label={text.job.large}
          title={text.job.large}
          className={`${cornerClass} absolute top-2 right-12 focus-visible:opacity-100 pointer-coarse:right-15`}
        >
          <Maximize2 size={16} aria-hidden />
        </WatchLink>
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
      <div className="flex size-full flex-col overflow-hidden p-3 text-sm">
        <JobNews job={job} />
        {reportOf(job) !== null && (
          <WatchLink
            id={job.id}
            className="touch mt-auto inline-flex items-center self-start font-semibold text-accent underline"
          >
            {text.job.why}
          </WatchLink>
        )}
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
