import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { takesOf } from "#lib/server/jobs/takes.ts";

export const GET = route<{ id: string }>(async (_request, { id }) => json({ jobs: await takesOf(await store(), id) }));
