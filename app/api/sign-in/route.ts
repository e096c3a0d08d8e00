import { signInSchema } from "#lib/person.ts";
import { innerPath } from "#lib/inner-path.ts";
import { Problem } from "#lib/problem.ts";
import { passcodeAccess, sessionCookie, sessionIn } from "#lib/server/access/cookie.ts";
import { signIn } from "#lib/server/access/sign-in.ts";
import { store } from "#lib/server/database/store.ts";
import { isForm, readForm, route, seeOther } from "#lib/server/http.ts";

/** As JSON for programs, and as the sign-in page's form sends it, with or without a script. */
export const POST = route("anyone", async (request) => {
  const access = passcodeAccess();
  const { name, passcode, to } = await readForm(request, signInSchema);
  const path = innerPath(to);
  try {
    const oldSession = sessionIn(request.headers, access);
    const session = await signIn(await store(), { name, passcode, oldSession }, access);
    const cookie = { "set-cookie": sessionCookie(session, access) };
    if (isForm(request)) return seeOther(path, cookie);
    return new Response(null, { status: 204, headers: { "cache-control": "no-store", ...cookie } });
  } catch (error) {
    if (!(error instanceof Problem) || !isForm(request)) throw error;
    return seeOther(`/sign-in?${new URLSearchParams({ fault: error.code, to: path })}`);
  }
});
