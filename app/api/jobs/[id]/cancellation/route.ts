import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { cancel } from "#lib/server/jobs/decisions.ts";

export const POST = route<{ id: string }>("member", async (_request, { id }, { person }) =>
  json(await cancel(await store(), id, person)),
);
