"use client";
import { useEffect, useRef, useState } from "react";
import type { Job, JobStatus } from "#lib/job.ts";
import { useText } from "../text.tsx";

const clearAfterMs = 6_000;
const promptWords = 60;

/** Says aloud what moved, for those who do not see the cards; several moves at once become one sentence. */
export function StatusAnnouncer({ jobs }: { jobs: readonly Job[] }) {
  const text = useText();
  const known = useRef(new Map<string, JobStatus>());
  const [words, setWords] = useState("");

  useEffect(() => {
    const before = known.current;
    const moved = jobs.filter(({ id, status }) => {
      const last = before.get(id);
      before.set(id, status);
      return last !== undefined && last !== status;
    });
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
