import { json, route } from "#lib/server/http.ts";
import { wake } from "#lib/server/wake.ts";
import { checkNow } from "#lib/server/worker/check.ts";
import { deps } from "#lib/server/worker/deps.ts";

export const POST = route<{ id: string }>("member", async (_request, { id }, { person }) => {
  const job = await checkNow(await deps(), id, person);
  wake();
  return json(job);
});
