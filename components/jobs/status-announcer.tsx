"use client";
import { useEffect, useRef, useState } from "react";
import type { Job, JobStatus } from "#lib/job.ts";
import { useText } from "../text.tsx";

const clearAfterMs = 6_000;
const promptWords = 60;

/** Says aloud what moved, for those who do not see the cards; several moves at once become one sentence. */
export function StatusAnnouncer({ jobs }: { jobs: readonly Job[] }) {
  const text = useText();
  const known = useRef<Map<string, JobStatus> | null>(null);
  const [words, setWords] = useState("");

  useEffect(() => {
    const before = known.current;
    known.current = new Map([...(before ?? []), ...jobs.map((job) => [job.id, job.status] as const)]);
    if (before === null) return;
    const moved = jobs.filter((job) => before.has(job.id) && before.get(job.id) !== job.status);
    const [only] = moved;
    if (only === undefined) return;
    setWords(
      moved.length === 1
        ? `${text.announcements[only.status]}: ${only.prompt.slice(0, promptWords)}`
        : text.jobs.moved(moved.length),
    );
  }, [jobs, text]);

  useEffect(() => {
    if (words === "") return;
    const timer = setTimeout(() => setWords(""), clearAfterMs);
    return () => clearTimeout(timer);
  }, [words]);

  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}
