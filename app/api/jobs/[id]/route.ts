import { Problem } from "#lib/problem.ts";
import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { trash } from "#lib/server/jobs/decisions.ts";
import { ownRowFor, readFor } from "#lib/server/jobs/for-visitor.ts";

export const GET = route<{ id: string }>("member", async (_request, { id }, visitor) => {
  const detail = await readFor(await store(), visitor, id);
  if (detail === null) throw new Problem("not_found", "There is no such job");
  return json(detail);
});

export const DELETE = route<{ id: string }>("member", async (_request, { id }, visitor) => {
  await ownRowFor(await store(), visitor, id);
  await trash(await store(), id, visitor.person);
  return new Response(null, { status: 204 });
});
