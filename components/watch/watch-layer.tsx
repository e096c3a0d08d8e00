"use client";
import { useSearchParams } from "next/navigation";
import { Suspense, lazy, useEffect, useRef, useState } from "react";
import { comparedIn, uncomparedHref, unwatchedHref, watchedIn } from "#lib/watching.ts";
import { useHydrated } from "../clock.tsx";
import { loadCompareView, loadWatchView } from "./load.ts";

const WatchView = lazy(async () => ({ default: (await loadWatchView()).WatchView }));
const CompareView = lazy(async () => ({ default: (await loadCompareView()).CompareView }));

/** Over the list: what the address bar says is looked at. Drawn in the browser only, and fetched when first needed. */
export function WatchLayer() {
  const search = useSearchParams();
  const isHydrated = useHydrated();
  const watched = watchedIn(search);
  const compared = comparedIn(search);
  const isComparing = compared.length > 0 && watched === null;
  const closeWatch = useClose(watched !== null, unwatchedHref);
  const closeCompare = useClose(compared.length > 0, uncomparedHref);
  // What was shown last stays while it fades away, and then gives the focus back.
  const lastWatched = useLast(watched);
  const lastCompared = useLast(isComparing ? compared.join(",") : null);

  if (!isHydrated) return null;
  return (
    <Suspense>
      {lastWatched !== null && <WatchView id={lastWatched} isOpen={watched !== null} onClose={closeWatch} />}
      {lastCompared !== null && (
        <CompareView ids={lastCompared.split(",")} isOpen={isComparing} onClose={closeCompare} />
      )}
    </Suspense>
  );
}

/** What was opened on this page is left by going back; a link that was followed to it has nothing to go back to. */
function useClose(isOpen: boolean, closedHref: (search: URLSearchParams) => string): () => void {
  const wasClosed = useRef(false);
  const isOpenedHere = useRef(false);
  useEffect(() => {
    isOpenedHere.current = isOpen && wasClosed.current;
    wasClosed.current = !isOpen;
  }, [isOpen]);
  return () => {
    if (isOpenedHere.current) window.history.back();
    else window.history.replaceState(null, "", closedHref(new URLSearchParams(window.location.search)));
  };
}

function useLast(value: string | null): string | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}
