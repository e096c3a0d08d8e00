import { changesQuerySchema } from "#lib/job.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readQuery, route } from "#lib/server/http.ts";
import { readChanges } from "#lib/server/jobs/changes.ts";

export const GET = route(async (request) => {
  const { since } = readQuery(request, changesQuerySchema);
  return json(await readChanges(await store(), since));
});
