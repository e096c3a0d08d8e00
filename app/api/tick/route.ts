import { Problem } from "#lib/problem.ts";
import { hasBearer } from "#lib/server/bearer.ts";
import { config } from "#lib/server/config.ts";
import { json, route } from "#lib/server/http.ts";
import { deps } from "#lib/server/worker/deps.ts";
import { pass } from "#lib/server/worker/pass.ts";

/** For a cron: what is due is done now, paid calls included, and the answer comes when nothing more comes due soon. */
const tick = route("anyone", async ({ headers }) => {
  const { cronSecret, worker } = config();
  if (cronSecret === null) throw new Problem("not_found", "No CRON_SECRET is set");
  if (!hasBearer(headers, cronSecret())) throw new Problem("not_signed_in", "A tick carries the CRON_SECRET");
  // Where a loop runs, or another process works, there is nothing to set going.
  if (worker === "request") await pass(await deps(), "spend");
  return json({ worker });
});

export const POST = tick;
/** Vercel's cron can only GET. No link, page or prefetch can carry the secret, so this is no look but a tick. */
export const GET = tick;
