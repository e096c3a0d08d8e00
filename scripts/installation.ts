/** What `npm run backup` and `npm run restore` share: which installation is meant, and how they speak. */
import env from "@next/env";
import { ConfigError, config } from "#lib/server/config.ts";
import type { Installation, Manifest } from "#lib/server/operations/backup.ts";

class UsageError extends Error {}

export async function withPlainErrors(work: () => Promise<void>): Promise<void> {
  // As the server reads them, so that both mean the same database.
  env.loadEnvConfig(process.cwd(), false);
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(
      error instanceof ConfigError || !("code" in error) ? error.message : `${error.name}: ${error.message}`,
    );
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

export function onePlace(command: string, what: string): string {
  const [place, ...rest] = process.argv.slice(2);
  if (place === undefined || rest.length > 0) throw new UsageError(`Usage: npm run ${command} -- FOLDER   (${what})`);
  return place;
}

export function installation(): Installation {
  const { database, media } = config();
  if (database.kind === "postgres")
    throw new Error("DATABASE_URL: this is for SQLite; a Postgres is kept with pg_dump and pg_restore");
  return { databaseFile: database.file, mediaDir: media.place.kind === "folder" ? media.place.dir : null };
}

export function sized(files: Manifest["files"]): string {
  return `${(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000).toFixed(1)} MB`;
}
