import { Problem } from "#lib/problem.ts";
import { hasBearer } from "#lib/server/bearer.ts";
import { config } from "#lib/server/config.ts";
import { json, route } from "#lib/server/http.ts";
import { deps } from "#lib/server/worker/deps.ts";
import { type PassKind, pass } from "#lib/server/worker/pass.ts";

/** For a cron: what is due is done now, and the answer comes when nothing more comes due soon. */
function tick(kind: PassKind) {
  return route("anyone", async ({ headers }) => {
    const { cronSecret, worker } = config();
    if (cronSecret === null) throw new Problem("not_found", "No CRON_SECRET is set");
    if (!hasBearer(headers, cronSecret())) throw new Problem("not_signed_in", "A tick carries the CRON_SECRET");
    // Where a loop runs, or another process works, there is nothing to set going.
    if (worker === "request") await pass(await deps(), kind);
    return json({ worker });
  });
}

export const POST = tick("spend");
/** Vercel's cron can only GET, and a GET never spends: it polls, saves, tells and tidies; what waits is left to a POST. */
export const GET = tick("look");
