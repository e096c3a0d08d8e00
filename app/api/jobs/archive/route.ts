import { archiveQuerySchema } from "#lib/job.ts";
import { archiveJobs } from "#lib/server/archive.ts";
import { store } from "#lib/server/database/store.ts";
import { readQuery, route } from "#lib/server/http.ts";
import { rowsFor } from "#lib/server/jobs/for-visitor.ts";
import { mediaStore } from "#lib/server/worker/deps.ts";

export const GET = route("member", async (request, _params, visitor) => {
  const asked = readQuery(request, archiveQuerySchema);
  const ids = [...new Set(asked.ids.split(","))];
  const open = await store();
  return archiveJobs(request, ids, await rowsFor(open, visitor, ids), mediaStore(), new Date(open.now()));
});
