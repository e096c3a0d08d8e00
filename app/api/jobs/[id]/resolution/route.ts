import { resolutionSchema } from "#lib/job.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, route } from "#lib/server/http.ts";
import { ruledNotCreated } from "#lib/server/jobs/decisions.ts";
import { ownRowFor } from "#lib/server/jobs/for-visitor.ts";
import { wake } from "#lib/server/wake.ts";
import { settleCreated } from "#lib/server/worker/check.ts";
import { deps } from "#lib/server/worker/deps.ts";

export const POST = route<{ id: string }>("member", async (request, { id }, visitor) => {
  const ruling = await readBody(request, resolutionSchema);
  await ownRowFor(await store(), visitor, id);
  if (ruling.outcome === "not_created") return json(await ruledNotCreated(await store(), id, visitor.person));
  const job = await settleCreated(await deps(), id, ruling.relay_id, visitor.person);
  wake();
  return json(job);
});
