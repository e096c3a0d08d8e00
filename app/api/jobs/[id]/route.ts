import { Problem } from "#lib/problem.ts";
import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { trash } from "#lib/server/jobs/decisions.ts";
import { readJob } from "#lib/server/jobs/read.ts";

export const GET = route<{ id: string }>("member", async (_request, { id }) => {
  const detail = await readJob(await store(), id);
  if (detail === null) throw new Problem("not_found", "There is no such job");
  return json(detail);
});

export const DELETE = route<{ id: string }>("member", async (_request, { id }, { person }) => {
  await trash(await store(), id, person);
  return new Response(null, { status: 204 });
});
