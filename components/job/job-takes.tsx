"use client";
import { useQuery } from "@tanstack/react-query";
import { takesQuery } from "#lib/api.ts";
import type { Job } from "#lib/job.ts";
import type { WatchText } from "#lib/watch-text.ts";
import { compareHref, compareMax } from "#lib/watching.ts";
import { NavLink } from "../nav-link.tsx";
import { useText } from "../text.tsx";
import { Ago } from "../times.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { useWatchText } from "../watch/watch-text.ts";
import { Section } from "./section.tsx";

/** The other takes of the same submission, and retries: each a press away from being compared with this one. */
export function JobTakes({ job }: { job: Job }) {
  const { announcements } = useText();
  const { page, compare } = useWatchText();
  const { data: takes = [] } = useQuery(takesQuery(job.id));
  if (takes.length < 2) return null;
  const watchable = takes.filter(hasVideo);
  const isAllComparable = watchable.length > 2 && watchable.length <= compareMax;
  return (
    <Section title={page.takes}>
      <ol className="divide-y divide-line">
        {takes.map((take) => (
          <li key={take.id} className="flex flex-wrap items-center gap-x-3 py-1 text-sm">
            <span className="min-w-0 flex-1 basis-full text-muted sm:basis-40">
              {kinOf(take, job, page)} · {/* The status words stand for this job alone. */}
              {take.id !== job.id && <>{announcements[take.status]} · </>}
              <Ago at={take.created_at} />
              {take.prompt !== job.prompt && <span className="line-clamp-1 wrap-anywhere">{take.prompt}</span>}
            </span>
            {take.id !== job.id && (
              <span className="-mx-2 flex">
                {hasVideo(take) && hasVideo(job) && (
                  <NavLink href={compareTo(job, take)} className={buttonClass("quiet")}>
                    {compare.withThis}
                  </NavLink>
                )}
                <NavLink href={`/jobs/${take.id}`} className={buttonClass("quiet")}>
                  {page.open}
                </NavLink>
              </span>
            )}
          </li>
        ))}
      </ol>
      {isAllComparable && (
        <NavLink
          href={compareHref(
            new URLSearchParams(),
            watchable.map(({ id }) => id),
          )}
          className={buttonClass("outline", "mt-2")}
        >
          {compare.link(watchable.length)}
        </NavLink>
      )}
    </Section>
  );
}

function hasVideo({ media }: Job): boolean {
  return media.video_url !== null;
}

function compareTo(job: Job, other: Job): string {
  return compareHref(new URLSearchParams(), [job.id, other.id]);
}

function kinOf(take: Job, job: Job, page: WatchText["page"]): string {
  if (take.id === job.id) return page.this;
  if (take.retry_of === job.id) return page.again;
  if (take.id === job.retry_of) return page.original;
  return take.retry_of !== null && take.retry_of === job.retry_of ? page.otherRetry : page.sibling;
}
