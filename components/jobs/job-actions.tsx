"use client";
import { CircleX, Download, RefreshCw, RotateCcw, Trash2, Undo2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { can, isMoving } from "#lib/job-words.ts";
import type { Job } from "#lib/job.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { useText } from "../text.tsx";
import { useJobAction } from "./use-job-action.ts";

type ActionKind = "cancel" | "check" | "retry" | "restore" | "trash";

const icons: Record<ActionKind, LucideIcon> = {
  cancel: CircleX,
  check: RefreshCw,
  retry: RotateCcw,
  restore: Undo2,
  trash: Trash2,
};

interface JobActionsProps {
  job: Job;
  /** Quiet words on a card, where four of them must fit; buttons with icons elsewhere. */
  tone?: "quiet" | "outline";
  onTrashed?: (job: Job) => void;
}

/** What may be done now, as words. Sending an open outcome again is not here: it needs a decision (unknown-panel.tsx). */
export function JobActions({ job, tone = "quiet", onTrashed }: JobActionsProps) {
  const text = useText();
  const { act, pending, done, error } = useJobAction(job, onTrashed);

  return (
    <>
      <div className={`flex flex-wrap items-center ${tone === "quiet" ? "-ml-2" : "gap-2"}`}>
        {job.media.video_url !== null && (
          <a href={`${job.media.video_url}?download`} download className={buttonClass(tone)}>
            {tone === "outline" && <Download size={16} aria-hidden />}
            {text.actions.download}
          </a>
        )}
        {actionsOf(job).map((kind) => {
          const Icon = icons[kind];
          return (
            <Button
              key={kind}
              tone={tone}
              icon={tone === "outline" && <Icon size={16} aria-hidden />}
              isBusy={pending === kind}
              onClick={() => act(kind === "retry" ? { kind, acceptRisk: false } : { kind })}
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
        {error === null ? null : text.actions.refused(error.message)}
      </p>
    </>
  );
}

function actionsOf(job: Job): ActionKind[] {
  const actions: ActionKind[] = [];
  if (can("cancel", job)) actions.push("cancel");
  // A job under way is asked about anyway, and a kept video needs no more news.
  if (can("check", job) && job.media.state !== "saved" && (job.status !== "running" || job.overdue))
    actions.push("check");
  if (can("retry", job) && job.status !== "unknown") actions.push("retry");
  if (job.trashed) actions.push("restore");
  else if (!isMoving(job)) actions.push("trash");
  return actions;
}
