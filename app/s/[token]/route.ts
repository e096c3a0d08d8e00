import { store } from "#lib/server/database/store.ts";
import { localeFor } from "#lib/server/faults-for.ts";
import { route } from "#lib/server/http.ts";
import { noSharePage, sharePage } from "#lib/server/links/share-page.ts";
import { findShared } from "#lib/server/links/shares.ts";

export const GET = route<{ token: string }>("anyone", async (request, { token }) => {
  const job = await findShared(await store(), token);
  return job === null ? noSharePage(localeFor(request)) : sharePage(`/s/${token}`, job, localeFor(request));
});
