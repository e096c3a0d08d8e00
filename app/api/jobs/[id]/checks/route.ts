import { store } from "#lib/server/database/store.ts";
import { expectNoFields, json, route } from "#lib/server/http.ts";
import { rowFor } from "#lib/server/jobs/for-visitor.ts";
import { wake } from "#lib/server/wake.ts";
import { checkNow } from "#lib/server/worker/check.ts";
import { deps } from "#lib/server/worker/deps.ts";

export const POST = route<{ id: string }>("member", async (request, { id }, visitor) => {
  await expectNoFields(request);
  await rowFor(await store(), visitor, id);
  const job = await checkNow(await deps(), id, visitor.person);
  wake();
  return json(job);
});
