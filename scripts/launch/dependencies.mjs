/** The packages of package-lock.json, development ones included, installed when what is there differs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { root, run } from "./run.mjs";

export async function installWhenStale() {
  if (isInstalled(root)) return true;
  return withLock(join(root, ".runtime", "lock-packages"), async (joinLock) => {
    if (isInstalled(root)) return true;
    console.log("Installing packages...");
    const { code, output } = await npm(
      ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
      joinLock,
    );
    if (code !== 0) console.error(`${output}\nThe packages could not be installed (npm ci).`);
    return code === 0;
  });
}

/**
 * npm writes what it installed into node_modules, as the last thing it does. Comparing that with the lock file, rather
 * than a mark of our own, also knows an install that somebody made by hand.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = packagesOf(join(folder, "package-lock.json"));
  const present = packagesOf(join(folder, "node_modules", ".package-lock.json"));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = present[path];
    // Optional ones are for other systems: npm leaves out those that do not fit this one.
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }> | null}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return null; // absent or half written: either way not an install
  }
}

/**
 * The npm that started us, else the one on the path.
 * @param {readonly string[]} args
 * @param {(pid: number) => void} onSpawn
 */
export function npm(args, onSpawn) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith("npm-cli.js") ? [process.execPath, [cli]] : ["npm", []];
  return run(command, [...first, ...args], { show: "nothing", onSpawn });
}
