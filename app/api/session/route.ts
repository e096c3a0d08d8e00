import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { roomOf } from "#lib/server/people/caps.ts";

export const GET = route("member", async (_request, _params, { person, role }) =>
  json({ person, role, ...(await roomOf(await store(), person)) }),
);
