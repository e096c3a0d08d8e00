import { capsChangeSchema } from "#lib/person.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, route } from "#lib/server/http.ts";
import { capsAndUse, changeCaps } from "#lib/server/people/caps-change.ts";

export const GET = route("admin", async () => json(await capsAndUse(await store())));

export const PATCH = route("admin", async (request, _params, { person }) => {
  const change = await readBody(request, capsChangeSchema);
  await changeCaps(await store(), change, person);
  return json(await capsAndUse(await store()));
});
