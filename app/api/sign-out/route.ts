import { signOutSchema } from "#lib/person.ts";
import { noSessionCookie, passcodeAccess, sessionIn } from "#lib/server/access/cookie.ts";
import { signOut } from "#lib/server/access/sign-in.ts";
import { store } from "#lib/server/database/store.ts";
import { isForm, readForm, route, seeOther } from "#lib/server/http.ts";

/** For anyone: whose session has run out wants to leave as well. */
export const POST = route("anyone", async (request) => {
  const access = passcodeAccess();
  const { everywhere } = await readForm(request, signOutSchema);
  const session = sessionIn(request.headers, access);
  if (session !== null) await signOut(await store(), session, everywhere === "true");
  const headers = {
    "set-cookie": noSessionCookie(access),
    // Drafts and pages must not be there for the next person at this computer.
    "clear-site-data": '"cache", "storage"',
  };
  if (isForm(request)) return seeOther("/sign-in", headers);
  return new Response(null, { status: 204, headers: { "cache-control": "no-store", ...headers } });
});
