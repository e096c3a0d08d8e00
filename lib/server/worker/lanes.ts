/** The three kinds of work on a job, each with as many hands as it may have at once. Knows the steps, no loop. */
import type { JobStatus } from "#lib/job.ts";
import { claimCreateStep, createStep } from "./create-step.ts";
import type { Deps } from "./deps.ts";
import { claimPollStep, pollStep } from "./poll-step.ts";
import { claimSaveStep, saveStep } from "./save-step.ts";

export interface Lane {
  name: string;
  hands: number;
  /** Which rows this lane waits for. */
  statuses: readonly JobStatus[];
  /** @returns the work to do with what was claimed, or null when there is nothing now */
  claim: () => Promise<(() => Promise<void>) | null>;
  /** What is under way. */
  busy: Set<Promise<void>>;
}

/** @param stopping a paid call that has not begun by then goes back to the queue */
export function lanesOf(deps: Deps, stopping: AbortSignal): { create: Lane; poll: Lane; save: Lane } {
  return {
    create: {
      name: "create",
      hands: deps.config.relay.maxConcurrentCreates,
      statuses: ["queued"],
      claim: async () => bound(await claimCreateStep(deps), (row) => createStep(deps, row, stopping)),
      busy: new Set(),
    },
    poll: {
      name: "poll",
      hands: 8,
      statuses: ["running"],
      claim: async () => bound(await claimPollStep(deps), (row) => pollStep(deps, row)),
      busy: new Set(),
    },
    save: {
      name: "save",
      hands: 3,
      statuses: ["succeeded"],
      claim: async () => bound(await claimSaveStep(deps), (row) => saveStep(deps, row)),
      busy: new Set(),
    },
  };
}

function bound<T>(row: T | null, work: (row: T) => Promise<void>): (() => Promise<void>) | null {
  return row === null ? null : () => work(row);
}
