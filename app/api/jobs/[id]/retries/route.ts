import { retrySchema } from "#lib/job.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, readIntentKey, route } from "#lib/server/http.ts";
import { retry } from "#lib/server/jobs/submit.ts";
import { wake } from "#lib/server/wake.ts";

export const POST = route<{ id: string }>("member", async (request, { id }, { person }) => {
  const key = readIntentKey(request);
  const { accept_risk } = await readBody(request, retrySchema);
  const { jobs, isReplay } = await retry(await store(), id, accept_risk ?? false, { person, key });
  wake();
  return json({ jobs }, isReplay ? 200 : 201);
});
