/** The bell between a request that made work and the worker that waits: one per process. */
import { once } from "./once.ts";

const sleepers = () => once("wake", () => new Set<() => void>());

/** There may be something to do. */
export function wake(): void {
  for (const rouse of sleepers()) rouse();
}

/** Resolves after `maxMs`, or sooner when the bell rings or the signal aborts. */
export async function untilWoken(maxMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      sleepers().delete(done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, maxMs);
    sleepers().add(done);
    signal.addEventListener("abort", done);
  });
}
