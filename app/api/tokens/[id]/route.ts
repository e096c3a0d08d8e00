import { revokeToken } from "#lib/server/access/api-tokens.ts";
import { store } from "#lib/server/database/store.ts";
import { route } from "#lib/server/http.ts";

export const DELETE = route<{ id: string }>("member", async (_request, { id }, visitor) => {
  await revokeToken(await store(), visitor, id);
  return new Response(null, { status: 204 });
});
