import { store } from "#lib/server/database/store.ts";
import { localeFor } from "#lib/server/faults-for.ts";
import { route } from "#lib/server/http.ts";
import { fileOf } from "#lib/server/links/kept-file.ts";
import { noSharePage, withPrivacy } from "#lib/server/links/share-page.ts";
import { findShared } from "#lib/server/links/shares.ts";
import { signedKinds } from "#lib/server/links/signed.ts";
import { serveMedia } from "#lib/server/media/serve.ts";
import { mediaStore } from "#lib/server/worker/deps.ts";

/** The video of a link, and its poster. */
export const GET = route<{ token: string; kind: string }>("anyone", async (request, { token, kind: word }) => {
  const kind = signedKinds.find((known) => known === word);
  const job = kind === undefined ? null : await findShared(await store(), token);
  const file = kind === undefined || job === null ? null : fileOf(job, kind);
  if (file === null) return noSharePage(localeFor(request));
  return withPrivacy(await serveMedia(request, { store: mediaStore(), ...file }));
});
