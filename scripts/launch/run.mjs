/** Child processes: each one is known here, so that a signal to the launcher reaches it and none is left behind. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();
/** @type {{ signal: NodeJS.Signals, atMs: number } | null} */
let stop = null;

/**
 * Runs a command to its end in the project's folder.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ show?: "all" | "errors" | "nothing", env?: NodeJS.ProcessEnv, onSpawn?: (pid: number) => void }} [options]
 *   what is not shown of its output is kept for the caller
 * @returns {Promise<{ code: number, output: string }>} 128 + N when signal N ended it, 127 when it could not be run
 */
export async function run(command, args, { show = "all", env = process.env, onSpawn } = {}) {
  const stdout = show === "all" ? "inherit" : "pipe";
  const stderr = show === "nothing" ? "pipe" : "inherit";
  const child = spawn(command, args, { cwd: root, env, stdio: ["inherit", stdout, stderr] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => (output += text));
  }
  if (child.pid !== undefined) onSpawn?.(child.pid);
  const code = await ended(child);
  // A step that ended because we were told to stop must not be followed by the next one.
  if (stop !== null) process.exit(128 + constants.signals[stop.signal]);
  return { code, output };
}

/**
 * Keeps a child among those that signals are passed on to, until it ends.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>} its exit code, as `run` gives it
 */
export async function ended(child) {
  children.add(child);
  const code = await new Promise((done) => {
    child.once("error", (error) => {
      console.error(`${child.spawnfile}: ${error.message}`);
      done(127);
    });
    child.once("close", (exitCode, signal) =>
      done(exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
  children.delete(child);
  return code;
}

/** The first signal asks the children to stop and waits for them; a SIGINT a second later or more kills them. */
export function passOnSignals() {
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"])) {
    process.on(signal, () => {
      if (children.size === 0) process.exit(128 + constants.signals[signal]);
      if (stop === null) {
        stop = { signal, atMs: Date.now() };
        for (const child of children) child.kill("SIGTERM");
        return;
      }
      // One Ctrl-C arrives twice: from the terminal, and from npm, which passes its own on.
      const isInsisting = signal === "SIGINT" && Date.now() - stop.atMs >= 1_000;
      if (isInsisting) for (const child of children) child.kill("SIGKILL");
    });
  }
}

/**
 * npm passes SIGTERM and SIGINT on, but cannot when it is killed outright: this process then gets another parent, and a
 * server that nobody sees would keep the data folder. Only under npm: started by hand, outliving the shell is right.
 * The scripts of package.json begin with `exec` because the shell that npm runs them in would otherwise stand between,
 * and Debian's dies of a SIGTERM without passing it on.
 */
export function followNpm() {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined || parent === 1) return;
  setInterval(() => {
    if (process.ppid === parent) return;
    for (const child of children) child.kill("SIGKILL");
    process.exit(1);
  }, 200).unref();
}
