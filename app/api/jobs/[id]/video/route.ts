import { Problem } from "#lib/problem.ts";
import { store } from "#lib/server/database/store.ts";
import { route } from "#lib/server/http.ts";
import { rowFor } from "#lib/server/jobs/for-visitor.ts";
import { downloadNameFor } from "#lib/server/media/download-name.ts";
import { videoName } from "#lib/server/media/names.ts";
import { serveMedia } from "#lib/server/media/serve.ts";
import { mediaStore } from "#lib/server/worker/deps.ts";

export const GET = route<{ id: string }>("member", async (request, { id }, visitor) => {
  const row = await rowFor(await store(), visitor, id);
  if (row.media_state !== "saved") throw new Problem("not_found", "There is no video of this job here");
  const isDownload = new URL(request.url).searchParams.has("download");
  return serveMedia(request, {
    store: mediaStore(),
    name: videoName(row.id),
    type: row.media_type ?? "video/mp4",
    ...(isDownload ? { downloadName: downloadNameFor(row.prompt, row.id, row.media_type ?? undefined) } : {}),
  });
});
