"use client";
import type { ComponentProps, MouseEvent } from "react";
import { watchHref } from "#lib/watching.ts";
import { prepareWatchView } from "./load.ts";

interface WatchLinkProps extends ComponentProps<"a"> {
  id: string;
}

/**
 * Opens the large view over the list as it stands, as an entry of its own in the history: Back closes it. The address
 * changes in the browser alone, so the page is not asked for again. `data-watch` is where the focus comes back to.
 */
export function WatchLink({ id, children, ...rest }: WatchLinkProps) {
  function open(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.history.pushState(null, "", watchHref(new URLSearchParams(window.location.search), id));
  }
  return (
    <a
      href={watchHref(new URLSearchParams(), id)}
      data-watch={id}
      onClick={open}
      onPointerEnter={prepareWatchView}
      onFocus={prepareWatchView}
      {...rest}
    >
      {children}
    </a>
  );
}
