"use client";
import { Undo2, X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Job } from "#lib/job.ts";
import { Button } from "../ui/button.tsx";
import { useText } from "../text.tsx";
import { useJobAction } from "./use-job-action.ts";

/** Takes the focus that the deleted card had, so that undoing is one press of the same key. */
export function UndoBar({ job, onClose }: { job: Job; onClose: () => void }) {
  const text = useText();
  const { act, pending, done, error } = useJobAction(job);
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus({ preventScroll: true }), [job.id]);
  useEffect(() => {
    if (done === "restore") onClose();
  }, [done, onClose]);

  return (
    <div className="fixed inset-x-4 bottom-4 z-10 mx-auto flex max-w-lg items-center gap-3 rounded border border-line bg-surface p-3 shadow-raised">
      <p role="status" className="min-w-0 flex-1 truncate text-sm">
        {error === null ? text.actions.trashed : text.actions.refused(error.message)}{" "}
        <span className="text-muted">{job.prompt}</span>
      </p>
      <Button
        ref={undo}
        icon={<Undo2 size={16} aria-hidden />}
        isBusy={pending !== null}
        onClick={() => act({ kind: "restore" })}
      >
        {text.actions.undo}
      </Button>
      <Button tone="quiet" aria-label={text.actions.close} icon={<X size={16} aria-hidden />} onClick={onClose} />
    </div>
  );
}
