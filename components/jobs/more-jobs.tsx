"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { useText } from "../text.tsx";

interface MoreJobsProps {
  loaded: number;
  load: () => void;
  isLoading: boolean;
  hasFailed: boolean;
}

/** Loads the next page when its end comes near. The button is for whoever gets here in another way, or again after trouble. */
export function MoreJobs({ loaded, load, isLoading, hasFailed }: MoreJobsProps) {
  const text = useText();
  const end = useRef<HTMLDivElement>(null);
  const loadNext = useEffectEvent(load);
  useEffect(() => {
    if (end.current === null || isLoading || hasFailed) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) loadNext();
      },
      { rootMargin: "1200px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [loaded, isLoading, hasFailed]);

  return (
    <div ref={end} className="flex flex-wrap items-center justify-center gap-3">
      <p role="status" className="text-sm text-danger empty:hidden">
        {hasFailed ? text.jobs.moreFailed : null}
      </p>
      <Button isBusy={isLoading} onClick={load}>
        {isLoading ? text.jobs.loadingMore : text.jobs.more}
      </Button>
    </div>
  );
}
