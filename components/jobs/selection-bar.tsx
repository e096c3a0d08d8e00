"use client";
import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { Columns2, Download, RotateCcw, Trash2, Undo2, X } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { archivePath } from "#lib/api.ts";
import { inLanes } from "#lib/in-lanes.ts";
import { deedsForAll } from "#lib/job-actions.ts";
import { maxArchived } from "#lib/job-words.ts";
import type { Job } from "#lib/job.ts";
import type { Text } from "#lib/text.ts";
import { focusJobs } from "../focus-jobs.ts";
import { useMayDecide, useVisitor } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Button } from "../ui/button.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { useBottomBar } from "../ui/use-bottom-bar.ts";
import { useBulkText } from "./bulk-text.ts";
import type { BulkText } from "./bulk-text.ts";
import { reasonOf } from "../reason.ts";
import { retry } from "./retry-desk.ts";
import { moveToTrash, restoreFromTrash } from "./trash.ts";
import type { SheetSelection } from "./use-selection.ts";
import { showIn } from "./use-tile-menu.tsx";

interface SelectionBarProps {
  selection: SheetSelection;
  loaded: number;
}

const lanes = 3;

/** What may be done with all that is selected at once. Each button tells how many of them it is about. */
export function SelectionBar({ selection, loaded }: SelectionBarProps) {
  const text = useText();
  const words = useBulkText();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  useBottomBar(bar);
  const { person } = useVisitor();
  const { jobs, clear } = selection;
  const deeds = deedsForAll(jobs, useMayDecide());
  const isTooMany = deeds.withVideo.length > maxArchived;

  async function work(job: () => Promise<void>) {
    setBusy(true);
    try {
      await job();
    } finally {
      setBusy(false);
      clear();
    }
  }

  // The bar goes with what was selected, and with it the focus.
  useLayoutEffect(() => {
    const element = bar.current;
    return () => {
      if (element?.contains(document.activeElement) === true) focusJobs();
    };
  }, []);

  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={words.selection.title}
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-2 rounded border border-line bg-surface p-2 raised"
    >
      <p role="status" className="mr-auto pl-2 text-sm font-semibold whitespace-nowrap">
        {words.selection.selected(jobs.length)}
      </p>
      {/* On a phone one line that is pushed along, so that what is selected stays in sight. */}
      <div className="order-last flex w-full gap-2 overflow-x-auto p-1 *:shrink-0 sm:order-none sm:w-auto sm:flex-wrap sm:p-0">
        {deeds.compare.length > 0 && (
          <Button
            icon={<Columns2 size={16} aria-hidden />}
            onClick={() => showIn({ compare: deeds.compare.map(({ id }) => id).join(",") })}
          >
            {words.selection.compare(deeds.compare.length)}
          </Button>
        )}
        {deeds.withVideo.length > 0 && !isTooMany && (
          <a href={archivePath(deeds.withVideo.map(({ id }) => id))} download className={buttonClass("outline")}>
            <Download size={16} aria-hidden />
            {words.selection.download(deeds.withVideo.length)}
          </a>
        )}
        {isTooMany && <p className="text-sm text-muted">{words.selection.downloadLimit(maxArchived)}</p>}
        {deeds.retry.length > 0 && (
          <Button
            icon={<RotateCcw size={16} aria-hidden />}
            isBusy={isBusy}
            onClick={() => void work(() => retryAll(client, person, deeds.retry, text, words))}
          >
            {words.selection.retry(deeds.retry.length)}
          </Button>
        )}
        {deeds.trash.length > 0 && (
          <Button
            icon={<Trash2 size={16} aria-hidden />}
            isBusy={isBusy}
            onClick={() => void work(() => moveToTrash(client, deeds.trash, text))}
          >
            {words.selection.trash(deeds.trash.length)}
          </Button>
        )}
        {deeds.restore.length > 0 && (
          <Button
            icon={<Undo2 size={16} aria-hidden />}
            isBusy={isBusy}
            onClick={() => void work(() => restoreFromTrash(client, deeds.restore, text))}
          >
            {words.selection.restore(deeds.restore.length)}
          </Button>
        )}
      </div>
      {jobs.length < loaded && (
        <Button tone="quiet" onClick={selection.selectAll}>
          {words.selection.all(loaded)}
        </Button>
      )}
      <Button tone="quiet" aria-label={words.selection.clear} icon={<X size={16} aria-hidden />} onClick={clear} />
    </div>
  );
}

/** As many paid calls as the button said. What is not answered is told above the sheet, and keeps its key. */
async function retryAll(
  client: QueryClient,
  person: string | null,
  jobs: readonly Job[],
  text: Text,
  words: BulkText,
): Promise<void> {
  const all = await inLanes(jobs, lanes, (job) => retry(client, person, job.id));
  const accepted = all.filter(({ kind }) => kind === "accepted").length;
  const refused = all.filter((sent) => sent.kind === "refused");
  if (accepted > 0) toast(words.selection.retried(accepted));
  const [first] = refused;
  if (first !== undefined) {
    toast(words.selection.notDone(refused.length, reasonOf(first.error, text)), { tone: "danger" });
  }
}
