/** The longest single piece of work that a page's main thread did, as the browser's own trace tells it. */
import type { Page } from "@playwright/test";

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds, by the clock on the wall and on the processor. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

const category = "disabled-by-default-devtools.timeline";
const task = "RunTask";

/** @param work what is done in the page meanwhile */
export async function longestTaskMs(page: Page, work: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("Only a browser that was launched here can be traced");
  await browser.startTracing(page, { categories: [category, "__metadata"] });
  await work();
  const trace: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString("utf8"));
  const main = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = trace.traceEvents.filter(
    ({ name, ph, pid, tid }) => name === task && ph === "X" && main.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error("The trace holds no task of the page");
  return tasks.reduce((longest, event) => Math.max(longest, tookUs(event)), 0) / 1000;
}

/** What else the machine was doing is not the page's fault; and a virtual machine's processor clock can run ahead. */
function tookUs({ dur = 0, tdur = dur }: TraceEvent): number {
  return Math.min(dur, tdur);
}
