/** Which kept file a link stands for. What lies in the trash, or is not kept, is not there. */
import type { Store } from "../database/store.ts";
import { posterName, videoName } from "../media/names.ts";
import type { SharedJob } from "./shares.ts";
import type { SignedKind } from "./signed.ts";

export interface KeptFile {
  name: string;
  type: string;
}

export async function keptFile(store: Store, jobId: string, kind: SignedKind): Promise<KeptFile | null> {
  const job = await store.db
    .selectFrom("jobs")
    .select(["id", "prompt", "media_type", "poster_type"])
    .where("id", "=", jobId)
    .where("media_state", "=", "saved")
    .where("trashed_at", "is", null)
    .executeTakeFirst();
  return job === undefined ? null : fileOf(job, kind);
}

export function fileOf(job: SharedJob, kind: SignedKind): KeptFile | null {
  switch (kind) {
    case "video":
      return { name: videoName(job.id), type: job.media_type ?? "video/mp4" };
    case "poster":
      return job.poster_type === null ? null : { name: posterName(job.id), type: job.poster_type };
  }
}
