/** The production build, made again when anything that goes into it has changed. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { root, run } from "./run.mjs";

/** Folders and files that the build reads; one that is missing counts as empty. */
const sources = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tailwind.config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

export const next = join(root, "node_modules", "next", "dist", "bin", "next");

/** Says whether there is an up-to-date build when it is done. */
export async function buildWhenStale() {
  const { output: nodeVersion } = await run("node", ["--version"], { show: "nothing" });
  const stamp = join(root, ".next", "clipdesk-build");
  const isFresh = () => read(stamp) === fingerprint(root, nodeVersion);
  if (isFresh()) return true;
  return withLock(join(root, ".runtime", "lock-build"), async (joinLock) => {
    if (isFresh()) return true;
    console.log("Building the app...");
    // Taken before the build, so that a change made while it ran makes it stale; absent while it runs or when it fails.
    const built = fingerprint(root, nodeVersion);
    rmSync(stamp, { force: true });
    const { code, output } = await run("node", [next, "build"], {
      show: "nothing",
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      onSpawn: joinLock,
    });
    if (code !== 0) {
      console.error(`${output}\nThe build failed.`);
      return false;
    }
    mkdirSync(join(root, ".next"), { recursive: true });
    writeFileSync(stamp, built);
    return true;
  });
}

/**
 * @param {string} folder the project
 * @param {string} nodeVersion
 */
export function fingerprint(folder, nodeVersion) {
  const hash = createHash("sha256").update(nodeVersion);
  for (const file of sources.flatMap((source) => filesUnder(folder, source))) {
    const content = readFileSync(join(folder, file));
    // The length keeps the end of one file from passing as the beginning of the next.
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @param {string} path
 * @returns {string[]} in an order that does not depend on the file system
 */
function filesUnder(folder, path) {
  const stats = statSync(join(folder, path), { throwIfNoEntry: false });
  if (stats === undefined || /\.test\.tsx?$/.test(path)) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((name) => filesUnder(folder, `${path}/${name}`));
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null; // no stamp: nothing was built here, or not to the end
  }
}
