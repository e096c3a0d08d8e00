"use client";
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";
import type { Job } from "#lib/job.ts";
import { readPlace, writePlace } from "#lib/places.ts";
import type { SavedPlace } from "#lib/places.ts";
import { tabStorage } from "../storage.ts";
import type { TileGridHandle } from "./tile-grid.tsx";
import { isLoadedAgain } from "./loaded-again.ts";
import type { JobList } from "./use-jobs.ts";

const places = new Map<string, SavedPlace>();
/** Set by Back and Forward until a sheet has taken notice. */
let wasPopped = false;
if (typeof window !== "undefined") window.addEventListener("popstate", () => (wasPopped = location.pathname === "/"));

interface PlaceKeeperProps {
  /** The address of what is shown. */
  address: string;
  list: JobList;
  shown: readonly Job[];
  grid: RefObject<TileGridHandle | null>;
  head: RefObject<HTMLElement | null>;
}

/** Back leads to where one was; another filter begins at its top. Fetched when somebody has gone further down. */
export function PlaceKeeper({ address, list, shown, grid, head }: PlaceKeeperProps) {
  const isFirst = useRef(true);
  const scrollPx = useRef(0);
  const before = useRef(shown);

  useEffect(() => {
    const note = () => (scrollPx.current = window.scrollY);
    note();
    window.addEventListener("scroll", note, { passive: true });
    return () => window.removeEventListener("scroll", note);
  }, []);

  const go = useEffectEvent((place: SavedPlace) => {
    // The job itself may be gone; the one after it has its place.
    const index = shown.findIndex((job) => job.id <= place.id);
    if (index !== -1) grid.current?.goTo({ index, part: place.part }, place.focused);
  });
  const arrive = useEffectEvent(() => {
    const place = places.get(address);
    const isBack = wasPopped;
    wasPopped = false;
    if (isBack && place !== undefined) go(place);
    else if (!isFirst.current && (head.current?.getBoundingClientRect().top ?? 0) < 0) head.current?.scrollIntoView();
    isFirst.current = false;
  });

  // What was shown and how far it was scrolled is noted beforehand: by the time of leaving another list stands there.
  const leave = useEffectEvent((from: string) => {
    const place = placeOf(grid.current, before.current, scrollPx.current);
    if (place === null) places.delete(from);
    else places.set(from, place);
  });
  useLayoutEffect(() => {
    arrive();
    return () => leave(address);
  }, [address]);
  useLayoutEffect(() => {
    before.current = shown;
  }, [shown]);

  useReload({
    address,
    list,
    current: () => placeOf(grid.current, shown, window.scrollY),
    go: (place) => go(place),
  });
  return null;
}

function placeOf(grid: TileGridHandle | null, shown: readonly Job[], scrollPx: number): SavedPlace | null {
  const place = grid?.place(scrollPx) ?? null;
  const job = place === null ? undefined : shown[Math.min(place.index, shown.length - 1)];
  if (place === null || job === undefined) return null;
  const focused = document.activeElement?.closest<HTMLElement>("[data-tile]")?.dataset.tile ?? null;
  return { id: job.id, part: place.part, focused };
}

interface ReloadOptions {
  address: string;
  list: JobList;
  current: () => SavedPlace | null;
  go: (place: SavedPlace) => void;
}

/** Deeper than this a reload begins at the top again. */
const deepest = 1_000;
let isNewDocument = true;

/** A page that is loaded again, by a reload or by Back from elsewhere, first reads as far as one had come. */
function useReload({ address, list, current, go }: ReloadOptions): void {
  const goal = useRef<SavedPlace | null>(null);

  const keep = useEffectEvent(() => writePlace(tabStorage(), address, current()));
  const begin = useEffectEvent(() => {
    if (isNewDocument && isLoadedAgain()) goal.current = readPlace(tabStorage(), address);
    isNewDocument = false;
  });
  useEffect(() => {
    begin();
    const onHide = () => keep();
    window.addEventListener("pagehide", onHide);
    return () => window.removeEventListener("pagehide", onHide);
  }, []);

  const goOn = useEffectEvent(() => {
    const place = goal.current;
    if (place === null || list.more.isLoading) return;
    const isThere = (list.jobs.at(-1)?.id ?? "") <= place.id;
    if (!isThere && list.hasMore && !list.more.hasFailed && list.jobs.length < deepest) return list.more.load();
    go(place);
    goal.current = null;
  });
  useEffect(() => goOn(), [list.jobs, list.more.isLoading]);
}
