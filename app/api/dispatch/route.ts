import { dispatchChangeSchema } from "#lib/job.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, route } from "#lib/server/http.ts";
import { readDispatch, setPaused } from "#lib/server/jobs/dispatch.ts";
import { wake } from "#lib/server/wake.ts";

export const GET = route("member", async () => json(await readDispatch(await store())));

export const POST = route("admin", async (request, _params, { person }) => {
  const { paused } = await readBody(request, dispatchChangeSchema);
  const dispatch = await setPaused(await store(), paused, person);
  wake();
  return json(dispatch);
});
