/**
 * A production server in a process of its own, started the same way for the app and for the bare floor: the same Node,
 * the same Next, the same preloads. Its environment is only what is given here: no setting of this machine, no .env.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../e2e/server.ts";
import { root } from "../launch/run.mjs";
import { serverArguments, serverEnvironment } from "../launch/serve.mjs";

export interface BenchServer extends AsyncDisposable {
  readonly url: string;
  /** From the start of the process to the first 200 of its health check. */
  readonly startUpMs: number;
  /** What of the process lies in memory now. */
  residentBytes(): number;
}

const startWithinMs = 60_000;

/** @param folder holds the built app */
export async function startServer(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...serverArguments({ host: "127.0.0.1", port }), folder], {
    cwd: root,
    env: environmentOf({ ...settings, HOST: "127.0.0.1", PORT: String(port) }),
    // The channel is the server's leash: when the bench is gone, the server goes too.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (log = (log + text).slice(-10_000)));
  }
  await untilHealthy(child, url, () => log);
  return {
    url,
    startUpMs: performance.now() - startedAt,
    residentBytes: () => residentBytes(child.pid ?? 0),
    [Symbol.asyncDispose]: () => stop(child),
  };
}

function environmentOf(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  // __NEXT_PROCESSED_ENV makes Next leave .env files alone: a developer's key must never pay for a benchmark.
  return { PATH, HOME, TMPDIR, LANG, __NEXT_PROCESSED_ENV: "true", ...serverEnvironment, ...settings };
}

async function untilHealthy(child: ChildProcess, url: string, log: () => string): Promise<void> {
  for (const deadline = Date.now() + startWithinMs; Date.now() < deadline; await sleep(10)) {
    if (hasEnded(child)) throw new Error(`The server ended before it was healthy:\n${log()}`);
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    await response?.body?.cancel();
    if (response?.status === 200) return;
  }
  child.kill("SIGKILL");
  throw new Error(`The server was not healthy within ${startWithinMs} ms:\n${log()}`);
}

function residentBytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kibibytes = existsSync(status)
    ? /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8"))?.[1]
    : execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(kibibytes) * 1024;
}

/** Its data folder is thrown away, so nothing is gained by waiting for a clean end. */
async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  child.kill("SIGKILL");
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
