import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { restore } from "#lib/server/jobs/decisions.ts";

export const POST = route<{ id: string }>("member", async (_request, { id }, { person }) =>
  json(await restore(await store(), id, person)),
);
