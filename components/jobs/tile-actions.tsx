"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import type { MouseEvent } from "react";
import { mainDeedFor } from "#lib/job-actions.ts";
import type { JobDeed } from "#lib/job-actions.ts";
import type { Job } from "#lib/job.ts";
import { NavLink } from "../nav-link.tsx";
import { useMayDecide } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Button } from "../ui/button.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { MenuButton } from "../ui/menu-button.tsx";
import { loadBulkTexts } from "./bulk-text.ts";
import { reasonOf } from "../reason.ts";
import { ShallowLink } from "./shallow-link.tsx";
import { UnansweredRetry } from "./unanswered-retry.ts";
import { useJobAction } from "./use-job-action.ts";
import { useTileMenu } from "./use-tile-menu.tsx";

/** The one thing that is wanted most of a job as it is, and "use again"; all else is in the menu. */
export function TileActions({ job }: { job: Job }) {
  const text = useText();
  const client = useQueryClient();
  const mayDecide = useMayDecide();
  const { act, pending } = useJobAction(job, {
    onDone: (_job, { kind }) => {
      if (kind === "retry") toast(text.actions.retried);
      if (kind === "check") toast(text.actions.checked);
    },
    onFailed: (error) => {
      if (!(error instanceof UnansweredRetry)) toast(text.actions.refused(reasonOf(error, text)), { tone: "danger" });
    },
  });

  function perform(deed: JobDeed, press?: MouseEvent) {
    if (deed === "trash" || deed === "restore") void moveJob(deed);
    else act(deed === "retry" ? { kind: deed, acceptRisk: false } : { kind: deed }, press);
  }

  async function moveJob(deed: "trash" | "restore") {
    try {
      const [{ moveToTrash, restoreFromTrash }] = await Promise.all([import("./trash.ts"), loadBulkTexts()]);
      await (deed === "trash" ? moveToTrash : restoreFromTrash)(client, [job], text);
    } catch {
      toast(text.problems.unreachablePart, { tone: "danger" });
    }
  }

  const main = mainDeedFor(job, mayDecide);
  return (
    <div className="mt-auto -ml-2 flex items-center">
      {main === "download" && (
        <a href={`${job.media.video_url}?download`} download className={buttonClass("quiet")}>
          {text.actions.download}
        </a>
      )}
      {main === "decide" && (
        <NavLink href={`/jobs/${job.id}`} className={`${buttonClass("quiet")} font-semibold text-accent! underline`}>
          {text.job.decide}
        </NavLink>
      )}
      {main !== null && main !== "download" && main !== "decide" && (
        <Button tone="quiet" isBusy={pending === main} onClick={(press) => perform(main, press)}>
          {text.actions[main]}
        </Button>
      )}
      {main !== "decide" && (
        <ShallowLink parameters={{ again: job.id }} isReplacing className={buttonClass("quiet")}>
          {text.tile.useAgain}
        </ShallowLink>
      )}
      <MenuButton
        items={useTileMenu(job, perform)}
        align="end"
        aria-label={text.tile.more}
        className="ml-auto"
        icon={<Ellipsis size={16} aria-hidden />}
      />
    </div>
  );
}
