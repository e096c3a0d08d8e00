"use client";
import type { ComponentProps, MouseEvent } from "react";
import { withParameters } from "#lib/address.ts";

interface ShallowLinkProps extends Omit<ComponentProps<"a">, "href"> {
  /** What the press sets in the studio's address; what else stands there stays. */
  parameters: Readonly<Record<string, string>>;
  /** Takes the place of the present address instead of coming after it. */
  isReplacing?: boolean;
}

/** A link within the studio, which changes the address and nothing else: no page is fetched. */
export function ShallowLink({ parameters, isReplacing = false, children, ...rest }: ShallowLinkProps) {
  function go(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const address = withParameters(window.location.search, parameters);
    if (isReplacing) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
  }
  return (
    <a href={withParameters("", parameters)} onClick={go} {...rest}>
      {children}
    </a>
  );
}
