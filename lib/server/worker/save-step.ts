/** Keeping a finished video: one download, its file on the disk, then the row. The poster follows when the relay has one. */
import type { JobRow } from "../database/tables.ts";
import { takeCall } from "../jobs/budget.ts";
import { isAnyDue } from "../jobs/due.ts";
import {
  claimSave,
  linkDied,
  linkRenewed,
  posterSaved,
  renewSave,
  saveDelayed,
  saved,
  saveFailed,
} from "../jobs/media-steps.ts";
import { log } from "../log.ts";
import { saveRemote } from "../media/download.ts";
import { posterName, videoName } from "../media/names.ts";
import type { Deps } from "./deps.ts";
import { ask } from "./poll-step.ts";

const posterMaxBytes = 5_000_000;
const posterTimeoutMs = 60_000;

export async function claimSaveStep({ store, leases }: Deps): Promise<JobRow | null> {
  // A look first: every submission rings here too, and a claim that finds nothing is a transaction all the same.
  if (!(await isAnyDue(store, ["succeeded"]))) return null;
  return claimSave(store, leases.saveMs);
}

export async function saveStep(deps: Deps, row: JobRow): Promise<void> {
  const { store, config } = deps;
  const end = await whileRenewing(deps, row, (signal) =>
    saveRemote({
      store: deps.media,
      fetchFile: deps.fetchFile,
      url: row.source_url ?? "",
      name: videoName(row.id),
      kind: "video",
      maxBytes: config.media.maxBytes,
      signal,
    }),
  );
  switch (end.kind) {
    case "saved":
      if (await saved(store, row, end)) await savePoster(deps, row);
      return;
    case "gone":
      return freshLink(deps, row, end.message);
    case "refused":
      return saveFailed(store, row, end.message);
    case "storage":
      log.error("A finished video could not be stored; trying again", end.message, { job_id: row.id });
      return saveDelayed(store, row, end.message, deps.random());
    case "retry":
      return saveDelayed(store, row, end.message, deps.random());
  }
}

/** Links are signed afresh on each query, so a dead one is asked for again rather than waited for. */
async function freshLink(deps: Deps, row: JobRow, message: string): Promise<void> {
  if (!(await linkDied(deps.store, row, message))) return;
  if (row.relay_id === null || !(await takeCall(deps.store))) {
    return saveDelayed(deps.store, row, message, deps.random());
  }
  const { videoUrl } = await ask(deps, row.relay_id);
  if (videoUrl === null) return saveDelayed(deps.store, row, message, deps.random());
  await linkRenewed(deps.store, row, videoUrl);
}

/** Without a poster the page shows the first frame, so a thumbnail that cannot be had costs nothing. */
async function savePoster(deps: Deps, row: JobRow): Promise<void> {
  if (row.thumbnail_url === null) return;
  const end = await saveRemote({
    store: deps.media,
    fetchFile: deps.fetchFile,
    url: row.thumbnail_url,
    name: posterName(row.id),
    kind: "image",
    maxBytes: posterMaxBytes,
    signal: AbortSignal.timeout(posterTimeoutMs),
  });
  if (end.kind === "saved") await posterSaved(deps.store, row, end.type);
  else log.warn("A poster could not be kept", { job_id: row.id, reason: end.message });
}

/** A long download keeps its lease; when another worker has taken the row, this one stops. */
async function whileRenewing<T>(deps: Deps, row: JobRow, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const lost = new AbortController();
  const renew = async () => {
    if (!(await renewSave(deps.store, row, deps.leases.saveMs))) lost.abort();
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.error("A download's lease could not be renewed", error, { job_id: row.id }));
  }, deps.leases.saveMs / 3);
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
  }
}
