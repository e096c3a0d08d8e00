import { archiveQuerySchema } from "#lib/job.ts";
import { archiveJobs } from "#lib/server/archive.ts";
import { store } from "#lib/server/database/store.ts";
import { readQuery, route } from "#lib/server/http.ts";
import { rowsById } from "#lib/server/jobs/read.ts";
import { mediaStore } from "#lib/server/worker/deps.ts";

export const GET = route(async (request) => {
  const asked = readQuery(request, archiveQuerySchema);
  const ids = [...new Set(asked.ids.split(","))];
  const open = await store();
  return archiveJobs(request, ids, await rowsById(open, ids), mediaStore(), new Date(open.now()));
});
