import { newPersonSchema } from "#lib/person.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, route } from "#lib/server/http.ts";
import { listPeople, personNamed } from "#lib/server/people/list.ts";
import { addPerson, givePasscode } from "#lib/server/people/people.ts";

export const GET = route("admin", async () => json({ people: await listPeople(await store()) }));

export const POST = route("admin", async (request, _params, visitor) => {
  const { name, role = "member" } = await readBody(request, newPersonSchema);
  const open = await store();
  await addPerson(open, name, role, visitor.person);
  const passcode = await givePasscode(open, name, visitor.person);
  return json({ person: await personNamed(open, name), passcode }, 201);
});
