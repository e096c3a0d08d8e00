/**
 * The container's image as far as it can be had without a container: the last stage's files, environment, check and
 * command, as the Dockerfile names them, in an empty folder.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod/mini";
import { openStore, type Store } from "#lib/server/database/store.ts";
import { postgresIsMissing, testDatabase, testUrl } from "#lib/server/database/testing.ts";
import { jobNow, queuedJob } from "#lib/server/jobs/testing.ts";
import { root } from "../scripts/launch/run.mjs";
import { freePort } from "./server.ts";

const cronSecret = "a-secret-of-the-cron-in-tests";
/** Far more than it ever takes; a busy machine is slow. */
const startWithinMs = 120_000;

interface Image {
  dir: string;
  env: Record<string, string>;
  command: string[];
  check: string[];
}

test("what the image holds carries a job to its kept video with WORKER=request, and nothing else is in it", async (t) => {
  const image = await assemble(t);
  const held = await readdir(image.dir);
  assert.deepEqual(held.toSorted(), [".next", "node_modules", "package.json", "public", "server.js"]);

  const { url, store } = await start(t, image);
  const tick = (method: string, authorization: string) =>
    fetch(`${url}/api/tick`, { method, headers: { authorization } }).then(({ status }) => status);
  for (const method of ["GET", "POST"])
    assert.deepEqual([await tick(method, ""), await tick(method, `Bearer ${cronSecret}x`)], [401, 401]);
  // A job that no request has brought: a GET leaves it where it is, a POST carries it on.
  const waiting = store === null ? null : (await queuedJob(store)).id;
  const isWaiting = async () =>
    store !== null && waiting !== null && (await jobNow(store, waiting)).status === "queued";
  assert.equal(await tick("GET", `Bearer ${cronSecret}`), 200);
  assert.equal(await isWaiting(), waiting !== null);
  do assert.equal(await tick("POST", `Bearer ${cronSecret}`), 200);
  while (await isWaiting());

  const page = await fetch(url);
  assert.deepEqual([page.status, page.headers.get("x-robots-tag")], [200, "noindex, nofollow"]);
  const script = /"(\/_next\/static\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? "";
  assert.equal((await fetch(url + script)).status, 200, `the page's script ${script}`);

  const sent = await fetch(`${url}/api/jobs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ prompt: "a calm sea", aspect_ratio: "3:2", size: "720P", images: [] }),
  });
  assert.equal(sent.status, 201, await sent.clone().text());
  const id = submitted.parse(await sent.json()).jobs[0]?.id;
  // As a page does that is left open: it looks, and nothing else sets anything going.
  for (let state = "none"; state !== "saved"; await sleep(200)) {
    assert.ok(!t.signal.aborted);
    state = detail.parse(await (await fetch(`${url}/api/jobs/${id}`)).json()).job.media?.state ?? "none";
  }
  const video = await fetch(`${url}/api/jobs/${id}/video`);
  assert.equal(video.headers.get("content-type"), "video/mp4");
  assert.ok((await video.arrayBuffer()).byteLength > 1_000);
});

const submitted = z.object({ jobs: z.array(z.object({ id: z.string() })) });
const detail = z.object({ job: z.object({ media: z.optional(z.nullable(z.object({ state: z.string() }))) }) });

/** Copies what the last stage copies from where it was built, which for `npm test` is here. */
async function assemble(t: TestContext): Promise<Image> {
  const dir = await mkdtemp(join(tmpdir(), "clipdesk-image-"));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const lines = (await readFile(join(root, "Dockerfile"), "utf8")).split("\n");
  const stage = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  const argumentsOf = (name: string) =>
    stage.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  assert.ok(argumentsOf("USER").includes("node") && argumentsOf("VOLUME").includes("/data"));

  for (const words of argumentsOf("COPY").map((line) => line.split(" "))) {
    const sources = words.slice(1, -1).map((path) => path.replace(/^\/app\//, ""));
    const target = join(dir, words.at(-1) ?? "");
    assert.ok(words[0] === "--from=build" && sources.length > 0, "every file comes from the build");
    for (const source of sources) {
      const to = words.at(-1)?.endsWith("/") === true ? join(target, basename(source)) : target;
      await mkdir(join(to, ".."), { recursive: true });
      await cp(join(root, source), to, { recursive: true, verbatimSymlinks: true });
    }
  }
  const env = Object.fromEntries(
    argumentsOf("ENV").flatMap((line) => line.split(" ").map((pair) => pair.split("=") as [string, string])),
  );
  const exec = (line: string | undefined) =>
    z.array(z.string()).parse(JSON.parse(/\[.*\]$/.exec(line ?? "")?.[0] ?? ""));
  return { dir, env, command: exec(argumentsOf("CMD")[0]), check: exec(argumentsOf("HEALTHCHECK")[0]) };
}

/** With a Postgres where there is one, as several instances would have it. @returns once it is healthy */
async function start(t: TestContext, image: Image): Promise<{ url: string; store: Store | null }> {
  const dataDir = await mkdtemp(join(tmpdir(), "clipdesk-data-"));
  const database = postgresIsMissing === false ? await testDatabase("postgres") : null;
  const port = String(await freePort());
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    ...image.env,
    NODE_ENV: "production",
    HOSTNAME: "127.0.0.1",
    PORT: port,
    DATA_DIR: dataDir,
    WORKER: "request",
    CRON_SECRET: cronSecret,
    ...(database !== null && { DATABASE_URL: testUrl(database.address).href }),
  };
  const [program, ...rest] = image.command;
  assert.equal(program, "node");
  const child = spawn(process.execPath, rest, { cwd: image.dir, env, stdio: ["ignore", "pipe", "pipe"] });
  let written = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (written += text));
  const opened: Store[] = [];
  t.after(async () => {
    await end(child);
    for (const store of opened) await store.close();
    await database?.remove();
    await rm(dataDir, { recursive: true, force: true });
  });
  for (const deadline = Date.now() + startWithinMs; !(await isHealthy(image.check, env)); await sleep(100)) {
    assert.ok(child.exitCode === null && Date.now() < deadline, `The image's server is not healthy:\n${written}`);
  }
  if (database !== null) opened.push(await openStore(database.address));
  return { url: `http://127.0.0.1:${port}`, store: opened[0] ?? null };
}

/** The image's own check. */
async function isHealthy([, ...rest]: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const check = spawn(process.execPath, rest, { env, stdio: "ignore" });
  return new Promise((resolve) => check.once("close", (code) => resolve(code === 0)));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
}
