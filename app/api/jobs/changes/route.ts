import { changesQuerySchema } from "#lib/job.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readQuery, route } from "#lib/server/http.ts";
import { changesFor } from "#lib/server/jobs/for-visitor.ts";

export const GET = route("member", async (request, _params, visitor) => {
  const { since } = readQuery(request, changesQuerySchema);
  return json(await changesFor(await store(), visitor, since));
});
