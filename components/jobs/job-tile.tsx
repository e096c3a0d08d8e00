"use client";
import { memo } from "react";
import type { CSSProperties } from "react";
import type { Job } from "#lib/job.ts";
import { NavLink } from "../nav-link.tsx";
import { useVisitor } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { Ago } from "../times.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobFrame } from "./job-frame.tsx";
import { JobStatus } from "./job-status.tsx";
import { StarButton } from "./star-button.tsx";
import { TileActions } from "./tile-actions.tsx";
import { cornerClass } from "./tile-corner.ts";

interface JobTileProps {
  job: Job;
  usual: string | null;
  isSelected: boolean;
  /** Something is selected, so every tile shows how it would be. */
  isSelecting: boolean;
  onSelect: (id: string, isRange: boolean) => void;
  /** Set where the tile stands outside the rows that are shown. */
  style?: CSSProperties;
}

/**
 * Drawn again only when the poll brought something new about this very job. Every part has its height whether there is
 * much to say or little, because the rows of the grid are counted, not measured.
 */
export const JobTile = memo(function JobTile(props: JobTileProps) {
  const { job, usual, isSelected, isSelecting, onSelect, style } = props;
  const text = useText();
  const headingId = `job-${job.id}`;
  const maker = useVisitor().person === null ? null : job.created_by;
  return (
    <article
      aria-labelledby={headingId}
      data-tile={job.id}
      data-apart={style === undefined ? undefined : ""}
      tabIndex={-1}
      style={style}
      className={`group relative flex scroll-my-24 flex-col overflow-hidden rounded border bg-surface ${isSelected ? "border-accent outline-2 outline-accent" : "border-line"}`}
    >
      <div className="relative">
        <JobFrame job={job} />
        {/* Over a picture on either side; where words stand instead, under their end. */}
        <div
          className={`pointer-events-none absolute inset-x-2 flex gap-2 *:pointer-events-auto ${job.media.video_url === null ? "bottom-2 justify-end" : "top-2 justify-between"}`}
        >
          <label className={`${cornerClass} ${isSelecting ? "opacity-100" : ""}`}>
            <input
              type="checkbox"
              checked={isSelected}
              aria-label={text.tile.select}
              aria-describedby={headingId}
              className="size-4 accent-accent"
              onClick={(event) => onSelect(job.id, event.shiftKey)}
              onChange={() => {}}
            />
          </label>
          <StarButton job={job} />
        </div>
      </div>
      <div className="flex flex-1 flex-col gap-1.5 p-3 pb-2">
        <div className="flex h-[1lh] items-center justify-between gap-x-2 overflow-hidden">
          <JobStatus status={job.status} />
          <span className="flex min-w-0 gap-x-1 text-xs whitespace-nowrap text-muted">
            {maker !== null && (
              <>
                <span className="truncate">{maker}</span>
                <span aria-hidden>·</span>
              </>
            )}
            <Ago at={job.created_at} />
          </span>
        </div>
        <h3 id={headingId} className="h-[2lh] text-base font-normal">
          <NavLink href={`/jobs/${job.id}`} className="line-clamp-2 whitespace-pre-wrap wrap-anywhere hover:underline">
            {job.prompt}
          </NavLink>
        </h3>
        <p className="line-clamp-2 h-[2lh] text-xs text-muted">
          <JobFacts job={job} usual={usual} />
        </p>
        <TileActions job={job} />
      </div>
    </article>
  );
});
