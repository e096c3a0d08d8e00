import { json, route } from "#lib/server/http.ts";
import { wake } from "#lib/server/wake.ts";
import { checkNow } from "#lib/server/worker/check.ts";
import { deps } from "#lib/server/worker/deps.ts";

export const POST = route<{ id: string }>(async (_request, { id }) => {
  const job = await checkNow(await deps(), id, null);
  wake();
  return json(job);
});
