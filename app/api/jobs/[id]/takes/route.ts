import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { rowFor } from "#lib/server/jobs/for-visitor.ts";
import { takesOf } from "#lib/server/jobs/takes.ts";

export const GET = route<{ id: string }>("member", async (_request, { id }, visitor) => {
  await rowFor(await store(), visitor, id);
  return json({ jobs: await takesOf(await store(), id) });
});
