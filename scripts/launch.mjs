/**
 * `npm start`, `npm test` and their sisters: all set-up, then the command. Runs on Node 20 with nothing installed, so
 * what it needs before the set-up is plain JavaScript on Node's own modules (scripts/launch); everything after that is
 * TypeScript, run by a Node 24.
 */
import { join } from "node:path";
import { buildWhenStale } from "./launch/build.mjs";
import { installWhenStale } from "./launch/dependencies.mjs";
import { nodeForTheApp } from "./launch/runtime.mjs";
import { develop, serve } from "./launch/serve.mjs";
import { followNpm, passOnSignals, root, run } from "./launch/run.mjs";

/** @type {Record<string, () => Promise<number>>} the exit code of each command */
const commands = {
  start: serve,
  dev: develop,
  test: () => script("test.ts"),
  "test:faults": () => script("test-faults.ts"),
  check: () => script("check.ts"),
  person: () => script("person.ts"),
  backup: () => script("backup.ts"),
  restore: () => script("restore.ts"),
  bench: async () => ((await buildWhenStale()) ? script("bench/main.ts") : 1),
};

const command = commands[process.argv[2] ?? ""];
if (command === undefined) {
  console.error(`Usage: node scripts/launch.mjs ${Object.keys(commands).join(" | ")}`);
  process.exit(2);
}
passOnSignals();
followNpm();
process.exitCode = (await setUp()) ? await command() : 1;

async function setUp() {
  return (await installWhenStale()) && (await nodeForTheApp());
}

/** @param {string} name */
async function script(name) {
  // As Next runs the server's files.
  const { code } = await run("node", [
    "--conditions=react-server",
    join(root, "scripts", name),
    ...process.argv.slice(3),
  ]);
  return code;
}
