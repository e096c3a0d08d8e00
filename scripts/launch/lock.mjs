/**
 * One launch at a time for each piece of set-up. A lock is a folder (making one is atomic everywhere) with a file for
 * each process that works under it, named by its process id: a launcher that was killed may have left its `npm ci`
 * running, and only when all of them are gone may the next one begin.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Past this age a process id in a lock is somebody else's: no step of the set-up takes so long. */
const oldestMs = 15 * 60_000;
/** Between making a lock's folder and naming its holder there is no wait, so an empty one is soon a dead one. */
const namelessMs = 5_000;

/**
 * @template T
 * @param {string} folder the lock
 * @param {(join: (pid: number) => void) => Promise<T>} work `join` adds a child to the lock's holders
 */
export async function withLock(folder, work) {
  mkdirSync(dirname(folder), { recursive: true });
  for (let waits = 0; !take(folder); waits += 1) {
    if (waits === 10) console.log(`Waiting for another launch to finish (${folder})...`);
    await sleep(100);
  }
  try {
    return await work((pid) => writeFileSync(join(folder, String(pid)), ""));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function take(folder) {
  if (isDead(folder)) clear(folder);
  if (!made(folder)) return false;
  writeFileSync(join(folder, String(process.pid)), "");
  return true;
}

/**
 * Clearing has a lock of its own: of two launches that find the same dead lock, the slower one must not clear the
 * lock that the faster one has taken since.
 * @param {string} folder
 */
function clear(folder) {
  const clearing = `${folder}.clearing`;
  if (ageMs(clearing) > namelessMs) rmSync(clearing, { recursive: true, force: true });
  if (!made(clearing)) return;
  if (isDead(folder)) rmSync(folder, { recursive: true, force: true });
  rmSync(clearing, { recursive: true, force: true });
}

/** @param {string} folder */
function isDead(folder) {
  const holders = entries(folder);
  if (holders === null) return false;
  const age = ageMs(folder);
  return holders.length === 0 ? age > namelessMs : age > oldestMs || !holders.some((pid) => isAlive(Number(pid)));
}

/** @param {number} pid our own id in a lock that we wait for is a former life's: containers count from 1 each time */
function isAlive(pid) {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
  return !isZombie(pid);
}

/** In a container whose first process does not collect the dead, they keep their ids. @param {number} pid */
function isZombie(pid) {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false; // no /proc here, or gone since
  }
}

/** @param {string} folder */
function made(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} folder @returns {string[] | null} null when it is gone */
function entries(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** @param {string} folder 0 when it is gone */
function ageMs(folder) {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

/** @param {unknown} error */
function errorCode(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
