import { renewalSchema } from "#lib/person.ts";
import { Problem } from "#lib/problem.ts";
import { passcodeAccess, sessionCookie } from "#lib/server/access/cookie.ts";
import { renewPasscode } from "#lib/server/access/sign-in.ts";
import { store } from "#lib/server/database/store.ts";
import { readBody, route } from "#lib/server/http.ts";

/** One's own new passcode, shown once, for the present one. */
export const POST = route("member", async (request, _params, { person }) => {
  const access = passcodeAccess();
  if (person === null) throw new Problem("not_found", "Nobody is signed in");
  const { passcode } = await readBody(request, renewalSchema);
  const renewed = await renewPasscode(await store(), person, passcode, access);
  const headers = { "cache-control": "no-store", "set-cookie": sessionCookie(renewed.session, access) };
  return Response.json({ passcode: renewed.passcode }, { headers });
});
