/** `npm start` and `npm run dev`: the checks that need no server, the build, then the server and the wait for it. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { Transform } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { buildWhenStale, next } from "./build.mjs";
import { ended, root, run } from "./run.mjs";

/** Preloaded into the server: see the file. */
const guard = pathToFileURL(join(root, "scripts", "launch", "guard.mjs")).href;

/** @typedef {{ host: string, port: number, mode: "demo" | "live" }} Settings */

export async function serve() {
  const settings = await checked("production");
  if (typeof settings === "number") return settings;
  if (!(await buildWhenStale())) return 1;
  const child = spawn("node", serverArguments(settings), {
    cwd: root,
    env: { ...process.env, ...serverEnvironment },
    stdio: ["inherit", "pipe", "inherit", "ipc"],
  });
  const log = withoutBanner();
  child.stdout?.pipe(log).pipe(process.stdout, { end: false });
  // Ctrl-C ends `tee` before us. The log then goes nowhere, but it must be read on: it would take the server down with
  // it, and a paid call that is out.
  process.stdout.on("error", () => log.resume());
  const exit = ended(child);
  void announce(settings, exit, () => log.emit("ready"));
  return exit;
}

export async function develop() {
  const settings = await checked("development");
  if (typeof settings === "number") return settings;
  // Next runs its development server in a child of its own; NODE_OPTIONS takes the guard to both.
  const options = [process.env.NODE_OPTIONS, `--import=${guard}`].filter(Boolean).join(" ");
  const child = spawn("node", [next, "dev", "-H", settings.host, "-p", String(settings.port)], {
    cwd: root,
    env: { ...process.env, ...serverEnvironment, NODE_ENV: "development", NODE_OPTIONS: options },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  return ended(child);
}

export const serverEnvironment = /** @type {const} */ ({
  NODE_ENV: "production",
  // Our own clean-up on SIGTERM finishes paid calls that are in flight, which Next's would cut short.
  NEXT_MANUAL_SIG_HANDLE: "true",
  NEXT_TELEMETRY_DISABLED: "1",
  // What V8 made of Next's script, for the next start: a quarter of a start goes into making it.
  NODE_COMPILE_CACHE: join(root, ".next", "cache", "compiled"),
});

/** @param {{ host: string, port: number }} settings */
export function serverArguments({ host, port }) {
  return ["--import", guard, next, "start", "-H", host, "-p", String(port)];
}

/**
 * The settings, the data folder and the port, before anything slow is done.
 * @param {"production" | "development"} mode
 * @returns {Promise<Settings | number>} a number is the exit code, and what is wrong has been said
 */
async function checked(mode) {
  const preflight = join(root, "scripts", "launch", "preflight.ts");
  const { code, output } = await run("node", ["--conditions=react-server", preflight, mode], {
    show: "errors",
    env: { ...process.env, NODE_ENV: mode },
  });
  if (code !== 0) return code;
  /** @type {Settings} what preflight.ts prints when all is well */
  const settings = JSON.parse(output);
  const fault = await portFault(settings);
  if (fault === null) return settings;
  console.error(fault);
  return 1;
}

/** @param {Settings} settings @returns {Promise<string | null>} */
function portFault({ host, port }) {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      const where = `PORT: ${port} on ${host}`;
      if (error.code === "EADDRINUSE") answer(`${where} is taken by another program; set PORT to a free one`);
      else answer(`${where} cannot be listened on (${error.code ?? error.message}); see HOST and PORT`);
    });
    probe.listen(port, host, () => probe.close(() => answer(null)));
  });
}

/**
 * Prints the address once the server answers for itself.
 * @param {Settings} settings
 * @param {Promise<number>} exit
 * @param {() => void} onReady
 */
async function announce(settings, exit, onReady) {
  const address = addressOf(settings);
  let isRunning = true;
  void exit.then(() => (isRunning = false));
  for (let asked = 0; isRunning; asked += 1) {
    if (await isHealthy(address)) {
      console.log(`Clipdesk is ready at ${address} (${settings.mode} mode)`);
      return onReady();
    }
    if (asked === 300) console.error(`Clipdesk is still not ready: ${address}/api/health does not answer 200`);
    await sleep(100);
  }
}

/** Every address of the machine includes the one that means itself, which is the one to open here. */
/** @param {Settings} settings */
function addressOf({ host, port }) {
  const own = /** @type {Record<string, string>} */ ({ "0.0.0.0": "127.0.0.1", "::": "::1" })[host] ?? host;
  return `http://${own.includes(":") ? `[${own}]` : own}:${port}`;
}

/** @param {string} address */
async function isHealthy(address) {
  try {
    const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false; // not listening yet
  }
}

/** Takes Next's own start-up lines out; once the server is ready, every byte passes as it is. */
function withoutBanner() {
  const banner = /^\s*(▲ Next\.js|- (Local|Network|Environments):|✓ (Starting|Ready|Running next\.config)|$)/;
  let isReady = false;
  let rest = "";
  const log = new Transform({
    transform(chunk, _encoding, done) {
      if (isReady) return done(null, chunk);
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop() ?? "";
      done(
        null,
        lines
          .filter((line) => !banner.test(line))
          .map((line) => `${line}\n`)
          .join(""),
      );
    },
    flush: (done) => done(null, rest),
  });
  log.once("ready", () => {
    isReady = true;
    log.push(rest);
    rest = "";
  });
  return log;
}
