"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { stepFrom } from "#lib/grid.ts";
import { deedsFor } from "#lib/job-actions.ts";
import type { Job } from "#lib/job.ts";
import { shortcutOf } from "#lib/shortcuts.ts";
import { useMayDecide } from "../people/visitor.tsx";
import { useText } from "../text.tsx";
import { useShortcuts } from "../use-shortcuts.ts";
import { toggleStar } from "./toggle-star.ts";
import type { TileGridHandle } from "./tile-grid.tsx";
import { moveToTrash } from "./trash.ts";
import type { SheetSelection } from "./use-selection.ts";
import { showIn } from "./use-tile-menu.tsx";

interface TileKeysProps {
  /** What was pressed while this was fetched, and is ours to answer from now on. */
  takePresses: () => readonly KeyboardEvent[];
  jobs: readonly Job[];
  /** Tiles that stand before the jobs. */
  lead: number;
  grid: RefObject<TileGridHandle | null>;
  selection: SheetSelection;
}

/** The keys of the sheet, fetched when somebody presses one of them: arrows walk from tile to tile, and single keys act on the one that has the focus. */
export function TileKeys({ takePresses, jobs, lead, grid, selection }: TileKeysProps) {
  const text = useText();
  const client = useQueryClient();
  const router = useRouter();
  const mayDecide = useMayDecide();

  function walk({ key, target }: KeyboardEvent): boolean {
    const { current } = grid;
    if (current === null) return false;
    const tile = tileOf(target);
    if (tile === null) {
      // Up and down scroll the page; left and right have nothing else to do and lead into the grid.
      if (target !== document.body || (key !== "ArrowRight" && key !== "ArrowLeft") || jobs.length === 0) return false;
      current.focusAt(current.place(window.scrollY)?.index ?? 0);
      return true;
    }
    const index = jobs.findIndex(({ id }) => id === tile.dataset.tile);
    const next = index === -1 ? null : stepFrom(lead + index, key, current.columns(), lead + jobs.length);
    if (next !== null) current.focusAt(next);
    return next !== null;
  }

  /** On the tile itself: on a button or a link within it, these keys press that. */
  function onTile(act: (job: Job, tile: HTMLElement) => boolean | void) {
    return (event: KeyboardEvent) => {
      const tile = tileOf(event.target);
      return tile === event.target && withJob(event, act);
    };
  }

  function withJob({ target }: KeyboardEvent, act: (job: Job, tile: HTMLElement) => boolean | void): boolean {
    const tile = tileOf(target);
    const job = jobs.find(({ id }) => id === tile?.dataset.tile);
    return tile !== null && job !== undefined && act(job, tile) !== false;
  }

  useShortcuts({
    walk,
    play: onTile((_job, tile) => {
      const button = tile.querySelector<HTMLElement>("[data-play]");
      button?.click();
      return button !== null;
    }),
    open: onTile((job) => {
      if (job.media.video_url === null) router.push(`/jobs/${job.id}`);
      else showIn({ watch: job.id });
    }),
    star: (event) => withJob(event, (job) => void toggleStar(client, job, text)),
    select: (event) => withJob(event, (job) => selection.select(job.id, event.shiftKey)),
    trash: (event) =>
      withJob(event, (job) => {
        if (!deedsFor(job, mayDecide).includes("trash")) return false;
        void moveToTrash(client, [job], text);
        return true;
      }),
    clear: () => {
      if (selection.jobs.length === 0) return false;
      selection.clear();
      return true;
    },
    compose: () => document.getElementsByName("prompt")[0]?.focus(),
  });
  useEffect(() => replay(takePresses()), [takePresses]);
  return null;
}

/**
 * One after the other, each where the one before it has led, and all of them before any key that is pressed now. From
 * outside of React's own work, which could not be waited for within it.
 */
function replay(presses: readonly KeyboardEvent[]): void {
  queueMicrotask(() => {
    for (const press of presses) {
      const shortcut = shortcutOf(press);
      if (shortcut === "search" || shortcut === "help") continue; // answered at once, by others
      const { key, shiftKey } = press;
      const again = new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true });
      const target = document.activeElement ?? document.body;
      flushSync(() => target.dispatchEvent(again));
    }
  });
}

function tileOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-tile]") : null;
}
