"use client";
import { useEffect, useState } from "react";
import type { ComponentType } from "react";

interface Part<P> {
  /** Null until it has come. */
  Part: ComponentType<P> | null;
  hasFailed: boolean;
}

/**
 * A part of the page that is fetched when it is first wanted. Unlike `Late` it is there at once when it was fetched
 * before, as when somebody comes back to the sheet; and the page must be able to do without it.
 */
export function latePart<P>(load: () => Promise<ComponentType<P>>): (isWanted: boolean) => Part<P> {
  let loaded: ComponentType<P> | null = null;
  return function useLatePart(isWanted) {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => loaded);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (!isWanted || Part !== null) return;
      load().then(
        (component) => {
          loaded = component;
          setPart(() => component);
        },
        () => setFailed(true),
      );
    }, [isWanted, Part]);
    return { Part, hasFailed };
  };
}
