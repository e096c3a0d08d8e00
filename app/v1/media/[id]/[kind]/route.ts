import { Problem } from "#lib/problem.ts";
import { store } from "#lib/server/database/store.ts";
import { frontRoute } from "#lib/server/front/door.ts";
import { isSigned, signedKinds } from "#lib/server/links/signed.ts";
import { keptFile } from "#lib/server/links/kept-file.ts";
import { serveMedia } from "#lib/server/media/serve.ts";
import { mediaStore } from "#lib/server/worker/deps.ts";

/** A wrong signature, one that has ended, and a video that is gone are one answer. */
export const GET = frontRoute<{ id: string; kind: string }>("anyone", async (request, { id, kind: word }) => {
  const kind = signedKinds.find((known) => known === word);
  const open = await store();
  const isRight = kind !== undefined && (await isSigned(open, id, kind, new URL(request.url).searchParams));
  const file = isRight ? await keptFile(open, id, kind) : null;
  if (file === null) throw new Problem("not_found", "There is nothing at this address, or no longer");
  const response = await serveMedia(request, { store: mediaStore(), ...file });
  // The address itself is the permission, so a page of another site that was given it may show the video.
  response.headers.set("cross-origin-resource-policy", "cross-origin");
  return response;
});
