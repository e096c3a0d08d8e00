"use client";
import { useSearchParams } from "next/navigation";
import { Suspense, useEffect, useRef, useState } from "react";
import { comparedIn, uncomparedHref, unwatchedHref, watchedIn } from "#lib/watching.ts";
import { useHydrated } from "../clock.tsx";
import { useText } from "../text.tsx";
import { toast } from "../toast.ts";
import { Late } from "../ui/late.tsx";
import { loadCompareView, loadWatchView } from "./load.ts";

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
  const view = useShown(watched, closeWatch);
  const comparison = useShown(isComparing ? compared.join(",") : null, closeCompare);

  if (!isHydrated) return null;
  return (
    <Suspense>
      {view.shown !== null && (
        <Late
          load={loadWatchView}
          props={{ id: view.shown, isOpen: watched !== null, onClose: closeWatch }}
          onFailure={view.giveUp}
        />
      )}
      {comparison.shown !== null && (
        <Late
          load={loadCompareView}
          props={{ ids: comparison.shown.split(","), isOpen: isComparing, onClose: closeCompare }}
          onFailure={comparison.giveUp}
        />
      )}
    </Suspense>
  );
}

/** What was opened on this page is left by going back; a link that was followed to it has nothing to go back to. */
function useClose(isOpen: boolean, closedHref: (search: URLSearchParams) => string): () => void {
  const wasClosed = useRef(false);
  const isOpenedHere = useRef(false);
  /** Going back takes a moment; a second press meanwhile would go back one page too far. */
  const isLeaving = useRef(false);
  useEffect(() => {
    isLeaving.current = false;
    isOpenedHere.current = isOpen && wasClosed.current;
    wasClosed.current = !isOpen;
  }, [isOpen]);
  return () => {
    if (isLeaving.current) return;
    isLeaving.current = true;
    if (isOpenedHere.current) window.history.back();
    else window.history.replaceState(null, "", closedHref(new URLSearchParams(window.location.search)));
  };
}

/** What is to be drawn; where it cannot be fetched that is told, and the next opening tries again. */
function useShown(value: string | null, close: () => void): { shown: string | null; giveUp: () => void } {
  const text = useText();
  const [last, setLast] = useState(value);
  const [isAway, setAway] = useState(false);
  if (value !== null && value !== last) setLast(value);
  if (value === null && isAway) {
    setAway(false);
    setLast(null);
  }
  function giveUp() {
    toast(text.problems.unreachablePart, { tone: "danger" });
    setAway(true);
    close();
  }
  return { shown: isAway ? null : (value ?? last), giveUp };
}
