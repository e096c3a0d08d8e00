import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { makersOf } from "#lib/server/people/makers.ts";

/** Who has made jobs, for the list's filter. */
export const GET = route("member", async () => json({ makers: await makersOf(await store()) }));
