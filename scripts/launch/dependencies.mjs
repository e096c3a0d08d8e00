/** The packages of package-lock.json, development ones included, installed when what is there differs. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
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
    if (code !== 0) {
      console.error(`${output}\nThe packages could not be installed (npm ci).`);
      return false;
    }
    writeFileSync(stampIn(root), lockHash(root));
    return true;
  });
}

/** @param {string} folder the project */
export function isInstalled(folder) {
  return read(stampIn(folder)) === lockHash(folder) || isWhatNpmInstalled(folder);
}

/**
 * npm writes what it installed into node_modules, as the last thing it does: so an install that somebody made by hand
 * is known too, and not made again.
 * @param {string} folder
 */
function isWhatNpmInstalled(folder) {
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

/** `npm ci` begins by removing node_modules, and the mark of the install before with it. @param {string} folder */
function stampIn(folder) {
  return join(folder, "node_modules", ".clipdesk-lock");
}

/** @param {string} folder */
function lockHash(folder) {
  return createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex");
}

/** @param {string} file @returns {string | null} */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null; // not there
  }
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }> | null}
 */
function packagesOf(file) {
  try {
    return JSON.parse(read(file) ?? "null")?.packages ?? null;
  } catch {
    return null; // half written: not an install
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
