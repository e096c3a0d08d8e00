/** `npm start` as a person meets it: the real launcher, the real server, a data folder of its own for each test. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../e2e/server.ts";
import { buildWhenStale } from "./build.mjs";
import { root } from "./run.mjs";

const byHand: readonly [string, ...string[]] = [process.execPath, join(root, "scripts", "launch.mjs"), "start"];

before(async () => assert.ok(await buildWhenStale()));

test("a start prints one line with the address when it is ready, and SIGTERM ends it cleanly", async (t) => {
  const place = await freshPlace(t);
  const launch = start(t, place);
  await launch.ready();

  const ownLines = launch
    .output()
    .split("\n")
    // It also says when half a minute has passed, as it may on a busy machine.
    .filter((line) => line !== "" && !/^\{|^Clipdesk is still not ready/.test(line));
  assert.deepEqual(ownLines, [`Clipdesk is ready at ${place.url} (demo mode)`]);
  assert.equal((await fetch(`${place.url}/api/health`)).status, 200);

  launch.child.kill("SIGTERM");
  assert.equal(await launch.code, 0);
  assert.equal(await isListening(place.url), false);
});

test("a log that nobody reads any more neither ends the server nor its clean stop", async (t) => {
  const place = await freshPlace(t);
  const launch = start(t, place);
  await launch.ready();
  launch.child.stdout.destroy();
  launch.child.kill("SIGTERM");
  assert.equal(await launch.code, 0);
});

test("bad settings stop the start, each of them named", async (t) => {
  const launch = start(t, await freshPlace(t), { PORT: "0", RELAY_BASE_URL: "relay.example", WORKER: "perhaps" });
  assert.equal(await launch.code, 1);
  for (const name of ["PORT", "RELAY_BASE_URL", "RELAY_API_KEY", "WORKER"]) {
    assert.match(launch.output(), new RegExp(`^ *${name}: `, "m"));
  }
});

test("a second start on the same data folder says so and exits with 3, and the first goes on", async (t) => {
  const place = await freshPlace(t);
  await start(t, place).ready();

  const second = start(t, place, { PORT: String(await freePort()) });
  assert.equal(await second.code, 3);
  assert.ok(second.output().includes(place.dataDir), second.output());
  assert.equal((await fetch(`${place.url}/api/health`)).status, 200);
});

test("a start on a port that another program has says so and exits with 1", async (t) => {
  const other = createServer().listen(0, "127.0.0.1");
  t.after(() => other.close());
  await once(other, "listening");
  const address = other.address();
  assert.ok(typeof address === "object" && address !== null);

  const launch = start(t, await freshPlace(t), { PORT: String(address.port) });
  assert.equal(await launch.code, 1);
  assert.match(launch.output(), new RegExp(`^PORT: ${address.port} on 127\\.0\\.0\\.1 is taken`, "m"));
});

test("when the launcher is killed the server goes too, and a start right after that succeeds", async (t) => {
  const place = await freshPlace(t);
  const first = start(t, place);
  await first.ready();
  first.child.kill("SIGKILL");
  await first.code;

  await start(t, { ...place, port: await freePort() }).ready();
  assert.equal(await isListening(place.url), false);
});

test("SIGTERM to npm is a clean stop too: npm ends when the server has", async (t) => {
  const place = await freshPlace(t);
  const npm = start(t, place, throughNpm, ["npm", "start"]);
  await npm.ready();
  npm.child.kill("SIGTERM");
  assert.equal(await npm.code, 0);
  assert.match(npm.output(), /"message":"Stopping"/);
  assert.equal(await isListening(place.url), false);
});

test("when npm is killed the launcher and the server go too", async (t) => {
  const place = await freshPlace(t);
  const npm = start(t, place, throughNpm, ["npm", "start"]);
  await npm.ready();
  npm.child.kill("SIGKILL");
  await until(async () => !(await isListening(place.url)));
});

/** npm must ask its registry nothing in a test. */
const throughNpm = { npm_config_update_notifier: "false" };

interface Place {
  dataDir: string;
  port: number;
  url: string;
}

async function freshPlace(t: TestContext): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), "clipdesk-start-"));
  t.after(() => rm(dataDir, { recursive: true, force: true, maxRetries: 10 }));
  const port = await freePort();
  return { dataDir, port, url: `http://127.0.0.1:${port}` };
}

function start(t: TestContext, place: Place, settings: Record<string, string> = {}, command = byHand) {
  const { PATH, HOME } = process.env;
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    // Next leaves .env files alone when it is told that they have been read: a test must not see a real key.
    env: {
      PATH,
      HOME,
      NODE_ENV: "production",
      __NEXT_PROCESSED_ENV: "true",
      DATA_DIR: place.dataDir,
      PORT: String(place.port),
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (written += text));
  }
  const code = endOf(child);
  t.after(async () => {
    child.kill("SIGKILL");
    await code;
  });
  const output = () => written;
  const ready = () =>
    until(async () => {
      assert.equal(child.exitCode, null, written);
      return written.includes("Clipdesk is ready at ");
    });
  return { child, code, output, ready };
}

async function endOf(child: ChildProcess): Promise<unknown> {
  const [code]: unknown[] = await once(child, "close");
  return code;
}

async function isListening(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

async function until(isTrue: () => Promise<boolean>, withinMs = 120_000): Promise<void> {
  for (const deadline = Date.now() + withinMs; !(await isTrue()); await sleep(50)) {
    assert.ok(Date.now() < deadline, "in time");
  }
}
