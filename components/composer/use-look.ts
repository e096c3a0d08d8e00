"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { lookAt, lookOf, subscribeToLooks } from "./sights.ts";
import type { Look } from "./sights.ts";

const pauseMs = 500;

/** What is seen at a link, once its typing has come to rest; undefined until then. */
export function useLook(link: string): Look | undefined {
  const rested = useRested(link);
  useEffect(() => {
    // A look that could not begin leaves the row without a verdict; the press tries again, and says so.
    if (rested.trim() !== "") lookAt(rested).catch(() => {});
  }, [rested]);
  return useSyncExternalStore(
    subscribeToLooks,
    () => lookOf(link),
    () => undefined,
  );
}

function useRested(link: string): string {
  const [rested, setRested] = useState(link);
  useEffect(() => {
    if (link === rested) return;
    const timer = setTimeout(() => setRested(link), pauseMs);
    return () => clearTimeout(timer);
  }, [link, rested]);
  return rested;
}
