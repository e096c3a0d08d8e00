import { retrySchema } from "#lib/job.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, readIntentKey, route } from "#lib/server/http.ts";
import { ownRowFor, rowFor } from "#lib/server/jobs/for-visitor.ts";
import { retry } from "#lib/server/jobs/submit.ts";
import { wake } from "#lib/server/wake.ts";

export const POST = route<{ id: string }>("member", async (request, { id }, visitor) => {
  const key = readIntentKey(request);
  const { accept_risk } = await readBody(request, retrySchema);
  // Knowing the risk closes the old job, which is a decision about it; without it this only makes another like it.
  if (accept_risk === true) await ownRowFor(await store(), visitor, id);
  else await rowFor(await store(), visitor, id);
  const { jobs, isReplay } = await retry(await store(), id, accept_risk ?? false, { person: visitor.person, key });
  wake();
  return json({ jobs }, isReplay ? 200 : 201);
});
