import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { star } from "#lib/server/jobs/decisions.ts";

export const PUT = route<{ id: string }>(async (_request, { id }) => json(await star(await store(), id, true)));

export const DELETE = route<{ id: string }>(async (_request, { id }) => json(await star(await store(), id, false)));
