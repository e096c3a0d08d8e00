import type { Visitor } from "#lib/person.ts";
import { store } from "#lib/server/database/store.ts";
import { expectNoFields, json, route } from "#lib/server/http.ts";
import { star } from "#lib/server/jobs/decisions.ts";
import { rowFor } from "#lib/server/jobs/for-visitor.ts";

export const PUT = route<{ id: string }>("member", (request, { id }, visitor) => mark(request, visitor, id, true));

export const DELETE = route<{ id: string }>("member", (request, { id }, visitor) => mark(request, visitor, id, false));

async function mark(request: Request, visitor: Visitor, id: string, isStarred: boolean): Promise<Response> {
  await expectNoFields(request);
  await rowFor(await store(), visitor, id);
  return json(await star(await store(), id, isStarred));
}
