"use client";
import { createElement, useEffect, useEffectEvent, useState } from "react";
import type { ComponentType } from "react";

interface LateProps<P extends object> {
  /** Always the same function. */
  load: () => Promise<ComponentType<P>>;
  props: P;
  /** It could not be fetched. To try again, take this element away and bring it back. */
  onFailure: () => void;
}

/**
 * A component that is fetched once this stands on the page; nothing until it is there. Not `React.lazy`: a fetch that
 * fails, as while the server restarts, would take the whole page down, and would be remembered for good.
 */
export function Late<P extends object>({ load, props, onFailure }: LateProps<P>) {
  const [loaded, setLoaded] = useState<ComponentType<P> | null>(null);
  const fail = useEffectEvent(onFailure);
  useEffect(() => {
    let isGone = false;
    load().then(
      (component) => isGone || setLoaded(() => component),
      () => isGone || fail(),
    );
    return () => {
      isGone = true;
    };
  }, [load]);
  return loaded === null ? null : createElement(loaded, props);
}
