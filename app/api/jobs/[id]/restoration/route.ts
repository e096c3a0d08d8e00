import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { restore } from "#lib/server/jobs/decisions.ts";

export const POST = route<{ id: string }>(async (_request, { id }) => json(await restore(await store(), id, null)));
