/** `npm run test:faults`: the long form of the fault tests, on the build and with a Postgres of our own beside it. */
import { join } from "node:path";
import { buildWhenStale } from "./launch/build.mjs";
import { root, run } from "./launch/run.mjs";
import { postgresForTests } from "./test/postgres.ts";

const isBuilt = await buildWhenStale();
await using postgres = isBuilt ? await postgresForTests() : null;
process.exitCode = postgres === null ? 1 : await faults(postgres.url);

async function faults(url: string): Promise<number> {
  const args = ["--conditions=react-server", join(root, "e2e", "faults", "main.ts"), ...process.argv.slice(2)];
  const { code } = await run("node", args, { env: { ...process.env, TEST_DATABASE_URL: url } });
  return code;
}
