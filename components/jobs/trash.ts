"use client";
import type { QueryClient } from "@tanstack/react-query";
import { restoreJob, trashJob } from "#lib/api.ts";
import { inLanes } from "#lib/in-lanes.ts";
import type { Job } from "#lib/job.ts";
import { locales } from "#lib/locale.ts";
import type { Text } from "#lib/text.ts";
import { toast } from "../toast.ts";
import { loadBulkText } from "./bulk-text.ts";
import type { BulkText } from "./bulk-text.ts";
import { editJobs, putJobs } from "./job-cache.ts";
import { reasonOf } from "../reason.ts";

const lanes = 4;

/** Out of sight at once, with a way back; what the server did not take comes back by itself, with words. */
export async function moveToTrash(client: QueryClient, jobs: readonly Job[], text: Text): Promise<void> {
  const moved = await moveAll(client, jobs, text, {
    trashed: true,
    move: async (job) => void (await trashJob(job.id)),
  });
  if (moved.length === 0) return;
  const words = await wordsIn(text);
  const undo = () => void restoreFromTrash(client, moved, text);
  toast(words.selection.trashed(moved.length), { action: { label: text.actions.undo, onPress: undo } });
}

export async function restoreFromTrash(client: QueryClient, jobs: readonly Job[], text: Text): Promise<void> {
  const moved = await moveAll(client, jobs, text, {
    trashed: false,
    move: async (job) => void (await restoreJob(job.id)),
  });
  if (moved.length > 0) toast((await wordsIn(text)).selection.restored(moved.length));
}

interface Move {
  trashed: boolean;
  move: (job: Job) => Promise<void>;
}

async function moveAll(client: QueryClient, jobs: readonly Job[], text: Text, { trashed, move }: Move): Promise<Job[]> {
  editJobs(
    client,
    jobs.map((job) => ({ ...job, trashed })),
  );
  const errors = await inLanes(jobs, lanes, async (job) => {
    try {
      await move(job);
      return null;
    } catch (error) {
      return { error };
    }
  });
  const done = jobs.filter((_, index) => errors[index] === null);
  const left = jobs.filter((_, index) => errors[index] !== null);
  putJobs(client, [...done.map((job) => ({ ...job, trashed })), ...left.map((job) => ({ ...job, trashed: !trashed }))]);
  const [failure] = errors.filter((error) => error !== null);
  if (failure !== undefined) {
    const words = await wordsIn(text);
    toast(words.selection.notDone(left.length, reasonOf(failure.error, text)), { tone: "danger" });
  }
  return done;
}

function wordsIn({ locale }: Text): Promise<BulkText> {
  return loadBulkText(locales.find((known) => locale.startsWith(known)) ?? "en");
}
