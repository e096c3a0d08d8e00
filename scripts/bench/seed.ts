/** A data folder with many finished jobs in it, which leave the worker nothing to do. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { v7 as uuidv7 } from "uuid";
import { root } from "../launch/run.mjs";
import { startServer } from "./server.ts";

const dayMs = 86_400_000;

/** @param folder to be used as DATA_DIR */
export async function seed(folder: string, jobs: number): Promise<void> {
  await makeDatabase(folder);
  fill(folder, jobs);
}

/** @param folder whose tables are there and whose server does not run */
export function fill(folder: string, jobs: number): void {
  const file = join(folder, "clipdesk.sqlite");
  const database = new DatabaseSync(file);
  try {
    // Nothing here needs to outlive a crash.
    database.exec("pragma synchronous = off; begin");
    insertJobs(database, jobs);
    // So that the first server to open it finds one file and no log to read back.
    database.exec("commit; pragma wal_checkpoint(truncate)");
  } finally {
    database.close();
  }
}

/** The app makes its own tables. */
async function makeDatabase(folder: string): Promise<void> {
  await using _server = await startServer(root, { DATA_DIR: folder, WORKER: "off" });
}

/** One job a minute until yesterday: of ten, eight succeeded, one failed, one was canceled. */
function insertJobs(database: DatabaseSync, jobs: number): void {
  const insert = database.prepare(`
    insert into jobs (id, model, prompt, folded_prompt, aspect_ratio, size, images, status, fence, attempts, relay_id, relay_status,
      progress, failure_code, failure_message, failure_charged, media_state, media_bytes, media_type, media_tries,
      created_at, submitted_at, finished_at, updated_at)
    values (:id, 'jimeng-video-3.0', :prompt, lower(:prompt), :ratio, '720P', '["https://images.example.com/reference.jpg"]', :status, 9, 1,
      :relayId, :relayStatus, 100, :code, :message, :charged, :media, :bytes, :type, 1, :at, :at, :doneAt, :doneAt)`);
  const firstAt = Date.now() - dayMs - jobs * 60_000;
  for (let i = 0; i < jobs; i += 1) {
    const at = firstAt + i * 60_000;
    const end = i % 10 === 8 ? failed : i % 10 === 9 ? canceled : succeeded;
    insert.run({
      ...end,
      id: uuidv7({ msecs: at }),
      prompt: `Take ${i}: a paper boat drifts along a rain-filled gutter at dusk, low camera, soft light, slow zoom.`,
      ratio: ["2:3", "3:2", "1:1"][i % 3] ?? "1:1",
      relayId: end === canceled ? null : `video_${i}`,
      at,
      doneAt: at + 90_000,
    });
  }
}

const noFailure = { code: null, message: null, charged: null };
const noMedia = { media: "none", bytes: null, type: null };
const succeeded = {
  status: "succeeded",
  relayStatus: "completed",
  ...noFailure,
  media: "saved",
  bytes: 2_400_000,
  type: "video/mp4",
};
const failed = {
  status: "failed",
  relayStatus: "failed",
  code: "generation_failed",
  message: "The reference image could not be read",
  charged: "unknown",
  ...noMedia,
};
const canceled = { status: "canceled", relayStatus: null, ...noFailure, ...noMedia };
