/**
 * What can be said before a server is started, so that a bad setting or a second start costs no build: exits with 1
 * after naming every bad setting, with 3 when another Clipdesk has the data folder, else prints the settings that the
 * launcher needs. The server checks both again for itself.
 */
import { setTimeout as sleep } from "node:timers/promises";
import env from "@next/env";
import { type Config, ConfigError, config } from "#lib/server/config.ts";
import { OwnedError, takeOwnership } from "#lib/server/database/owner.ts";

/** A server whose launcher was killed goes at once; this much patience lets a restart right after that succeed. */
const patienceMs = 2_000;

// As Next reads them, so that the server will see the same settings.
env.loadEnvConfig(process.cwd(), process.argv[2] === "development");
try {
  const { host, port, mode, database } = config();
  // On Postgres several instances run beside each other.
  if (database.kind === "sqlite") await expectNoOwner(database.file);
  console.log(JSON.stringify({ host, port, mode } satisfies Pick<Config, "host" | "port" | "mode">));
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof OwnedError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof OwnedError ? 3 : 1;
}

async function expectNoOwner(databaseFile: string): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(100)) {
    try {
      return takeOwnership(databaseFile)();
    } catch (error) {
      if (!(error instanceof OwnedError) || Date.now() > deadline) throw error;
    }
  }
}
