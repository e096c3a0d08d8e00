import { store } from "#lib/server/database/store.ts";
import { decoded, expectNoFields, json, route } from "#lib/server/http.ts";
import { personNamed } from "#lib/server/people/list.ts";
import { givePasscode } from "#lib/server/people/people.ts";

/** A new one, shown once; the old one and every session that it opened end. */
export const POST = route<{ name: string }>("admin", async (request, { name }, visitor) => {
  await expectNoFields(request);
  const passcode = await givePasscode(await store(), decoded(name), visitor.person);
  return json({ person: await personNamed(await store(), decoded(name)), passcode });
});
