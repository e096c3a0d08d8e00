import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { readStatus } from "#lib/server/operations/status.ts";

export const GET = route("admin", async () => json(await readStatus(await store())));
