"use client";
import { CircleX, Download, RefreshCw, RotateCcw, Trash2, Undo2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { deedsFor } from "#lib/job-actions.ts";
import type { JobDeed } from "#lib/job-actions.ts";
import type { Job } from "#lib/job.ts";
import { nameHere } from "../storage.ts";
import { Button } from "../ui/button.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { useMayDecide, useVisitor } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { refusalOf } from "../reason.ts";
import { useJobAction } from "./use-job-action.ts";

const icons: Record<JobDeed, LucideIcon> = {
  cancel: CircleX,
  check: RefreshCw,
  retry: RotateCcw,
  restore: Undo2,
  trash: Trash2,
};

interface JobActionsProps {
  job: Job;
  /** What may be done with it at any time, in the same row. */
  children: ReactNode;
}

/** What may be done now, on the job's own page. */
export function JobActions({ job, children }: JobActionsProps) {
  const text = useText();
  const mayDecide = useMayDecide();
  const { act, pending, done, error } = useJobAction(job);
  // On the disk by the time that somebody retries the job.
  const { person } = useVisitor();
  useEffect(() => void nameHere(person), [person]);

  // What was pressed goes when it cannot be done any more, and a keyboard would be thrown back to the top of the page.
  const row = useRef<HTMLDivElement>(null);
  const hasFocus = useRef(false);
  useEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) row.current?.querySelector("button")?.focus();
  });

  return (
    <>
      <div
        ref={row}
        className="flex flex-wrap items-center gap-2"
        onFocus={() => (hasFocus.current = true)}
        onBlur={() => (hasFocus.current = false)}
      >
        {job.media.video_url !== null && (
          <a href={`${job.media.video_url}?download`} download className={buttonClass("outline")}>
            <Download size={16} aria-hidden />
            {text.actions.download}
          </a>
        )}
        {children}
        {deedsFor(job, mayDecide).map((kind) => {
          const Icon = icons[kind];
          return (
            <Button
              key={kind}
              icon={<Icon size={16} aria-hidden />}
              isBusy={pending === kind}
              onClick={(press) => act(kind === "retry" ? { kind, acceptRisk: false } : { kind }, press)}
            >
              {text.actions[kind]}
            </Button>
          );
        })}
      </div>
      <p role="status" className="text-sm text-muted empty:hidden">
        {done === "retry" ? text.actions.retried : done === "check" ? text.actions.checked : null}
      </p>
      <p role="alert" className="text-sm text-danger empty:hidden wrap-anywhere">
        {refusalOf(error, text)}
      </p>
    </>
  );
}
