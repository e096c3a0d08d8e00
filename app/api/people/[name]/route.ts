import { personChangeSchema } from "#lib/person.ts";
import { store } from "#lib/server/database/store.ts";
import { decoded, json, readBody, route } from "#lib/server/http.ts";
import { personNamed } from "#lib/server/people/list.ts";
import { changePerson, removePerson } from "#lib/server/people/people.ts";

export const PATCH = route<{ name: string }>("admin", async (request, { name }, { person }) => {
  const change = await readBody(request, personChangeSchema);
  await changePerson(await store(), decoded(name), change, person);
  return json(await personNamed(await store(), decoded(name)));
});

export const DELETE = route<{ name: string }>("admin", async (_request, { name }, { person }) => {
  await removePerson(await store(), decoded(name), person);
  return new Response(null, { status: 204 });
});
