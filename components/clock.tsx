"use client";
import { createContext, useContext, useSyncExternalStore } from "react";
import type { ReactNode } from "react";

const RenderedAt = createContext(0);

/** Gives the first render in the browser the server's clock, so that both write the same times. */
export function ClockProvider({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return <RenderedAt value={renderedAt}>{children}</RenderedAt>;
}

/** The time, in steps: a component is drawn again only when its own step is over. */
export function useNow(stepMs = 1_000): number {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / stepMs) * stepMs,
    () => renderedAt,
  );
}

/** False while the page is still exactly what the server sent: no handler listens yet, the time zone is unknown. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribeNever,
    () => true,
    () => false,
  );
}

const tickMs = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick() {
  if (document.visibilityState === "hidden") return;
  for (const listener of listeners) listener();
}

function subscribeNever(): () => void {
  return () => {};
}
