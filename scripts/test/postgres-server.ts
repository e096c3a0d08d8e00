/**
 * A Postgres of our own, on loopback, in a folder that goes when it goes: when whoever started this lets go of the
 * channel, or dies. By hand it prints its address and stays until Ctrl-C:
 *
 *     node scripts/test/postgres-server.ts
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../../e2e/server.ts";
import { type Account, postgresPrograms, serverAccount } from "./postgres-programs.ts";

/** Many tests and processes of theirs connect at once. Nothing of theirs needs to outlive a crash of the machine. */
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  ...(process.argv.includes("--durable") ? [] : ["fsync=off", "full_page_writes=off"]),
];

const folder = await mkdtemp(join(tmpdir(), "clipdesk-postgres-"));
let server: ChildProcess | null = null;
let isStopping = false;
// Ctrl-C reaches every process of the terminal; this one must outlive the tests, which still use the database.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.connected || void stop());
process.once("disconnect", () => void stop());

try {
  const url = await start();
  if (process.send === undefined) console.log(url);
  else process.send(url);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  await stop();
}

async function start(): Promise<string> {
  const account = await serverAccount();
  const programs = await postgresPrograms(folder, account);
  const data = join(folder, "data");
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== null) for (const path of [folder, passwordFile]) await chown(path, account.uid, account.gid);
  await chmod(folder, 0o700);
  const cluster = ["--username=clipdesk", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  await initialise(programs.initdb, [`--pgdata=${data}`, ...cluster, "--locale=C", "--no-sync"], account);
  const port = await freePort();
  const flags = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const started = spawn(programs.postgres, flags, optionsFor(account));
  server = started;
  await untilReady(started);
  started.once("close", () => void stop());
  return `postgres://clipdesk:${password}@127.0.0.1:${port}/postgres`;
}

async function initialise(program: string, args: readonly string[], account: Account): Promise<void> {
  const child = spawn(program, args, optionsFor(account));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (said += text));
  }
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`initdb ended with ${code}:\n${said}`);
}

/** Its messages are read in English, whatever the machine speaks. */
function optionsFor(account: Account) {
  return { ...account, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
}

async function untilReady(child: ChildProcess): Promise<void> {
  if (child.stderr === null) throw new Error("The output of Postgres is not piped");
  const lines: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    lines.push(line);
    if (line.includes("ready to accept connections")) break;
  }
  if (lines.at(-1)?.includes("ready to accept connections") !== true) {
    throw new Error(`Postgres did not start:\n${lines.join("\n")}`);
  }
  child.stderr.resume(); // what nobody reads would fill the pipe and stop it
}

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  if (server !== null && server.exitCode === null && server.signalCode === null) {
    const ended = once(server, "close");
    server.kill("SIGINT"); // closes connections; SIGTERM would wait for them
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
  process.exit();
}
