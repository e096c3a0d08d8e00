import { Problem } from "#lib/problem.ts";
import { store } from "#lib/server/database/store.ts";
import { route } from "#lib/server/http.ts";
import { rowFor } from "#lib/server/jobs/for-visitor.ts";
import { posterName } from "#lib/server/media/names.ts";
import { serveMedia } from "#lib/server/media/serve.ts";
import { mediaStore } from "#lib/server/worker/deps.ts";

export const GET = route<{ id: string }>("member", async (request, { id }, visitor) => {
  const row = await rowFor(await store(), visitor, id);
  if (row.poster_type === null) throw new Problem("not_found", "There is no poster of this job here");
  return serveMedia(request, { store: mediaStore(), name: posterName(row.id), type: row.poster_type });
});
