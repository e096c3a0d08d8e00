import { store } from "#lib/server/database/store.ts";
import { route } from "#lib/server/http.ts";
import { revokeShare } from "#lib/server/links/shares.ts";

export const DELETE = route<{ id: string }>("member", async (_request, { id }, visitor) => {
  await revokeShare(await store(), id, visitor);
  return new Response(null, { status: 204 });
});
