import { Ban, CircleCheck, CircleDashed, CircleQuestionMark, CircleX, LoaderCircle, Send } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { JobStatus as Status } from "#lib/job.ts";
import { useText } from "../text.tsx";

const looks: Record<Status, { icon: LucideIcon; className: string; iconClass?: string }> = {
  queued: { icon: CircleDashed, className: "text-muted" },
  submitting: { icon: Send, className: "text-ink" },
  running: { icon: LoaderCircle, className: "text-ink", iconClass: "animate-spin text-accent" },
  succeeded: { icon: CircleCheck, className: "text-accent" },
  failed: { icon: CircleX, className: "text-danger" },
  unknown: { icon: CircleQuestionMark, className: "text-warn" },
  canceled: { icon: Ban, className: "text-muted" },
};

/** The status as its word; the icon only repeats it. */
export function JobStatus({ status }: { status: Status }) {
  const { icon: Icon, className, iconClass = "" } = looks[status];
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm font-semibold whitespace-nowrap ${className}`}>
      <Icon size={16} aria-hidden className={`shrink-0 ${iconClass}`} />
      <span>{useText().statuses[status]}</span>
    </span>
  );
}
