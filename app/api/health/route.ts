import { sql } from "kysely";
import { config } from "#lib/server/config.ts";
import { store } from "#lib/server/database/store.ts";
import { json, route } from "#lib/server/http.ts";
import { log } from "#lib/server/log.ts";
import { pulse } from "#lib/server/worker/loop.ts";
import packageJson from "../../../package.json" with { type: "json" };

export const GET = route("anyone", async () => {
  const isAnswering = await askDatabase();
  const { lastTickAtMs } = pulse();
  return json(
    {
      status: isAnswering ? "ok" : "failing",
      mode: config().mode,
      database: config().database.kind,
      version: packageJson.version,
      worker: { last_tick_at: lastTickAtMs === null ? null : new Date(lastTickAtMs).toISOString() },
    },
    isAnswering ? 200 : 503,
  );
});

async function askDatabase(): Promise<boolean> {
  try {
    await sql`select 1 from dispatch`.execute((await store()).db);
    return true;
  } catch (error) {
    log.error("The database does not answer", error);
    return false;
  }
}
