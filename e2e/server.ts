/**
 * The built app in a process of its own, on a free port and a data folder of its own, for tests that must see what a
 * person or a crash would. Its environment is only what a test gives it: no setting of this machine, no .env file.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../scripts/launch/run.mjs";
import { serverArguments, serverEnvironment } from "../scripts/launch/serve.mjs";

export interface AppServer {
  readonly url: string;
  readonly dataDir: string;
  /** All that its processes have written so far, standard output and standard error together. */
  log(): string;
  /** SIGTERM, and the wait for a clean end. */
  stop(): Promise<number>;
  /** SIGKILL: a crash. */
  kill(): Promise<void>;
  /** Starts it again, after a stop or a kill, on the same port and data folder. */
  start(): Promise<void>;
  /** Ends it, however it is, and removes its data folder. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A start and a stop take about a second, but not on a busy machine; a stop may wait 30 s for a paid call. */
const startWithinMs = 120_000;
const stopWithinMs = 150_000;

/** @param settings as in the environment; demo mode without any */
export async function startApp(settings: Readonly<Record<string, string>> = {}): Promise<AppServer> {
  if (!existsSync(join(root, ".next", "BUILD_ID"))) throw new Error("There is no build; `npm test` makes one");
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), "clipdesk-data-"));
  const url = `http://127.0.0.1:${port}`;
  // HOST is what the settings say; the server of a test listens on loopback all the same.
  const environment = { DATA_DIR: dataDir, HOST: "127.0.0.1", ...settings, PORT: String(port) };
  let child: ChildProcess | null = null;
  let written = "";

  const log = () => written;

  const server: AppServer = {
    url,
    dataDir,
    log,
    async start() {
      if (child !== null) throw new Error("The app runs already");
      child = spawnServer(port, environment);
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => (written += text));
      }
      await untilHealthy(child, url, log);
    },
    async stop() {
      if (child === null) throw new Error("The app does not run");
      const ending = endOf(child);
      child.kill("SIGTERM");
      const code = await Promise.race([ending, sleep(stopWithinMs, "late" as const, { ref: false })]);
      if (code === "late") throw new Error(`The app did not stop within ${stopWithinMs} ms:\n${written}`);
      child = null;
      return code;
    },
    async kill() {
      if (child === null) return;
      const ending = endOf(child);
      child.kill("SIGKILL");
      await ending;
      child = null;
    },
    async [Symbol.asyncDispose]() {
      await server.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await server.start();
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  return server;
}

/** Systems give the ports above to outgoing connections, and one of those would take it before it is listened on. */
const ports = { min: 20_000, max: 32_000 };

/** Free when asked; a test that needs an address before it has a server takes it from here too. */
export function freePort(): Promise<number> {
  return new Promise((answer, fail) => {
    const port = randomInt(ports.min, ports.max);
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? answer(freePort()) : fail(error),
    );
    probe.listen(port, "127.0.0.1", () => probe.close(() => answer(port)));
  });
}

function spawnServer(port: number, settings: Readonly<Record<string, string>>): ChildProcess {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return spawn(process.execPath, serverArguments({ host: "127.0.0.1", port }), {
    cwd: root,
    // __NEXT_PROCESSED_ENV makes Next leave .env files alone: a developer's key must never pay for a test.
    env: { PATH, HOME, TMPDIR, LANG, __NEXT_PROCESSED_ENV: "true", ...serverEnvironment, ...settings },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

async function untilHealthy(child: ChildProcess, url: string, log: () => string): Promise<void> {
  for (const deadline = Date.now() + startWithinMs; Date.now() < deadline; await sleep(50)) {
    if (hasEnded(child)) {
      await endOf(child); // its last words may still be on their way
      throw new Error(`The app ended with ${child.exitCode ?? child.signalCode}:\n${log()}`);
    }
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(20_000) }).catch(() => null);
    await response?.body?.cancel();
    if (response?.status === 200) return;
  }
  child.kill("SIGKILL");
  throw new Error(`The app was not healthy within ${startWithinMs} ms:\n${log()}`);
}

/** The exit code, or 128 when a signal ended it. */
function endOf(child: ChildProcess): Promise<number> {
  if (hasEnded(child)) return Promise.resolve(child.exitCode ?? 128);
  return new Promise((done) => child.once("close", (code) => done(code ?? 128)));
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
