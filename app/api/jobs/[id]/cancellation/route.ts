import { store } from "#lib/server/database/store.ts";
import { expectNoFields, json, route } from "#lib/server/http.ts";
import { cancel } from "#lib/server/jobs/decisions.ts";
import { ownRowFor } from "#lib/server/jobs/for-visitor.ts";

export const POST = route<{ id: string }>("member", async (request, { id }, visitor) => {
  await expectNoFields(request);
  await ownRowFor(await store(), visitor, id);
  return json(await cancel(await store(), id, visitor.person));
});
