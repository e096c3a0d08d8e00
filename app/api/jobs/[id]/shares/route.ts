import { defaultShareDays, newShareSchema } from "#lib/share.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { json, readBody, route } from "#lib/server/http.ts";
import { ownRowFor, rowFor } from "#lib/server/jobs/for-visitor.ts";
import { makeShare, sharesOf } from "#lib/server/links/shares.ts";

export const GET = route<{ id: string }>("member", async (_request, { id }, visitor) => {
  const row = await rowFor(await store(), visitor, id);
  return json({ shares: await sharesOf(await store(), row.id) });
});

/** A link shows a person's prompt to anybody, so it is theirs to make, or an admin's. */
export const POST = route<{ id: string }>("member", async (request, { id }, visitor) => {
  const { days = defaultShareDays } = await readBody(request, newShareSchema);
  const row = await ownRowFor(await store(), visitor, id);
  const { share, token } = await makeShare(await store(), row.id, days, visitor.person);
  return json({ share, url: `${config().appOrigin}/s/${token}` }, 201);
});
