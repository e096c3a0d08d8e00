/** Short ways for tests to bring a job into a status, by the same functions that the worker uses. */
import assert from "node:assert/strict";
import type { Job } from "#lib/job.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { claimCreate } from "./claim-create.ts";
import { accepted, outcomeUnknown } from "./create-steps.ts";
import { claimSave, saved } from "./media-steps.ts";
import { claimPoll, type Reading, succeeded } from "./poll-steps.ts";
import { readJob } from "./read.ts";
import { type FullSubmission, submit } from "./submit.ts";

export const catFish: FullSubmission = {
  model: "jimeng-video-3.0",
  prompt: "cat fish",
  aspect_ratio: "3:2",
  size: "720P",
  images: [],
  count: 1,
};

export const leaseMs = 150_000;

export async function queuedJob(store: Store, prompt = "cat fish"): Promise<Job> {
  const { jobs } = await submit(store, { ...catFish, prompt }, { person: null, key: null });
  return present(jobs[0]);
}

/** As many at once as a store has connections: on a busy machine those who wait for one are sent away. */
export async function eachOf<Item, Made>(items: readonly Item[], work: (item: Item) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let at = 0; at < items.length; at += 8) made.push(...(await Promise.all(items.slice(at, at + 8).map(work))));
  return made;
}

export async function queuedJobs(store: Store, jobs: number): Promise<string[]> {
  const prompts = Array.from({ length: jobs }, (_, i) => `prompt ${i}`);
  return (await eachOf(prompts, (prompt) => queuedJob(store, prompt))).map(({ id }) => id);
}

/** The only due job, claimed for its paid call. */
export async function submittingRow(store: Store): Promise<JobRow> {
  await queuedJob(store);
  return present(await claimCreate(store, leaseMs));
}

export async function runningRow(store: Store, relayId = "jimeng:1"): Promise<JobRow> {
  const row = await submittingRow(store);
  return present(await accepted(store, row, { relayId, relayStatus: "pending", progress: null }, store.now()));
}

export async function unknownJob(store: Store): Promise<Job> {
  const row = await submittingRow(store);
  await outcomeUnknown(store, row, { reason: "timeout", message: "no answer" });
  return jobNow(store, row.id);
}

export async function succeededRow(store: Store, relayId = "jimeng:1"): Promise<JobRow> {
  await runningRow(store, relayId);
  const row = present(await claimPoll(store, 30_000));
  return present(await succeeded(store, row, ["running"], linked));
}

export async function jobNow(store: Store, id: string): Promise<Job> {
  return present(await readJob(store, id)).job;
}

/** An answer that says nothing. */
export const silence: Reading = {
  state: "unknown",
  relayStatus: null,
  videoUrl: null,
  thumbnailUrl: null,
  progress: null,
  errorCode: null,
  error: null,
  isMissing: false,
  isUrlMissing: false,
  isAnswer: false,
};
const linked = { ...silence, state: "succeeded", videoUrl: "https://files.example/v.mp4?sig=1" } as const;

export function present<T>(value: T | null | undefined): T {
  assert.ok(value !== null && value !== undefined, "expected a value");
  return value;
}

/** Somebody's job whose video is kept. @returns its id */
export async function keptJob(store: Store, person: string | null, relayId = "jimeng:1"): Promise<string> {
  const { jobs } = await submit(store, catFish, { person, key: null });
  const row = present(await claimCreate(store, leaseMs));
  await accepted(store, row, { relayId, relayStatus: "pending", progress: null }, store.now());
  const asked = present(await claimPoll(store, 30_000));
  await succeeded(store, asked, ["running"], linked);
  await saved(store, present(await claimSave(store, leaseMs)), { sizeBytes: 12_345, type: "video/mp4" });
  return present(jobs[0]).id;
}
