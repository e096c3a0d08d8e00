import { Problem } from "#lib/problem.ts";
import { visitorOf } from "#lib/server/access/visitor.ts";
import { hasBearer } from "#lib/server/bearer.ts";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { route } from "#lib/server/http.ts";
import { metricsText } from "#lib/server/operations/metrics.ts";

/** For a scraper with METRICS_TOKEN, and for an admin who wants to see what it sees. */
export const GET = route("anyone", async ({ headers }) => {
  const { metricsToken } = config();
  if (metricsToken === null || !hasBearer(headers, metricsToken())) await expectAdmin(headers);
  const { body, type } = await metricsText(await store());
  return new Response(body, { headers: { "content-type": type, "cache-control": "no-store" } });
});

async function expectAdmin(headers: Headers): Promise<void> {
  const visitor = await visitorOf(headers);
  if (visitor === null) throw new Problem("not_signed_in", "Carry the METRICS_TOKEN, or sign in as an admin");
  if (visitor.role !== "admin") throw new Problem("admins_only", "Only an admin may do this");
}
