/** Removing videos that the settings do not let stay: beside the lanes, because deleting files may take its time. */
import { type Config, config } from "../config.ts";
import { announceRemovals, claimPass, leftovers, leftoversGone, removeAged, removeForRoom } from "../jobs/retention.ts";
import { log } from "../log.ts";
import { posterName, videoName } from "../media/names.ts";
import { freeBytesOf } from "../media/room.ts";
import type { Deps } from "./deps.ts";

type RetentionDeps = Pick<Deps, "store" | "media">;
type Settings = Pick<Config, "media" | "retention">;

/** Of each kind in one pass, so that a setting that is wrong by a digit is seen before all is gone. */
const mostPerPass = 20;

/**
 * At most once a minute over all instances; else at once done.
 * @param readFreeBytes null where nobody can tell
 */
export async function retentionPass(
  deps: RetentionDeps,
  settings: Settings = config(),
  readFreeBytes: (settings: Settings) => Promise<number | null> = freeBytesOf,
): Promise<void> {
  const { store } = deps;
  if (!(await claimPass(store))) return;
  const { days, floorBytes } = settings.retention;
  for (const id of await leftovers(store, mostPerPass)) await deleteFiles(deps, id);
  await announceRemovals(store, days);
  if (days !== null) await removeEach(deps, "age", async () => removeAged(store, days));
  if (floorBytes === null) return;
  await removeEach(deps, "room", async () => {
    const freeBytes = await readFreeBytes(settings);
    return freeBytes === null || freeBytes >= floorBytes ? null : removeForRoom(store);
  });
}

/** The files go one video at a time: what they leave free says whether the next has to go. */
async function removeEach(
  deps: RetentionDeps,
  reason: "age" | "room",
  remove: () => Promise<{ id: string } | null>,
): Promise<void> {
  for (let removed = 0; removed < mostPerPass; removed += 1) {
    const row = await remove();
    if (row === null) return;
    log.warn("A video is removed, as the settings ask", { job_id: row.id, reason });
    await deleteFiles(deps, row.id);
  }
}

async function deleteFiles({ store, media }: RetentionDeps, id: string): Promise<void> {
  await media.delete(videoName(id));
  await media.delete(posterName(id));
  await leftoversGone(store, id);
}
