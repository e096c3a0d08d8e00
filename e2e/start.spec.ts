/** How the app starts, refuses to start, and stops. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { en as text } from "#lib/text/en.ts";
import { root } from "../scripts/launch/run.mjs";
import { serverArguments, serverEnvironment } from "../scripts/launch/serve.mjs";
import { call } from "./api.ts";
import { expect, test } from "./fixtures.ts";
import { apiKey } from "./live.ts";
import { freePort, startApp } from "./server.ts";

const bad: Readonly<Record<string, string>> = {
  RELAY_BASE_URL: "ftp://relay.example",
  RELAY_API_KEY: `${apiKey} and a blank`,
  RELAY_ASPECT_RATIOS: "3:2,wide",
  RELAY_SIZES: ",",
  RELAY_MAX_IMAGES: "-1",
  RELAY_PROMPT_MAX: "many",
  RELAY_REQUESTS_PER_MINUTE: "0",
  RELAY_MAX_CONCURRENT_CREATES: "1.5",
  RELAY_POLL_INTERVAL_MS: "1",
  RELAY_CREATE_TIMEOUT_MS: "soon",
  DATABASE_URL: "mysql://127.0.0.1/x",
  MEDIA_ALLOWED_HOSTS: "https://cdn.example",
  MEDIA_MAX_BYTES: "2 GB",
  RETENTION_DAYS: "a month",
  DISK_FLOOR_BYTES: "5 GB",
  APP_ORIGIN: "clips.example/desk",
  ACCESS: "everybody",
  CAP_JOBS_PER_DAY: "few",
  WORKER: "sometimes",
};

test("bad settings stop the start, which names every one and shows no key", async () => {
  const error = await refusal(bad);
  expect(error).toContain("ended with 1");
  for (const name of Object.keys(bad)) expect(error).toContain(`${name}: `);
  expect(error).not.toContain(apiKey);
});

test("one half of the relay's settings stops the start, which names the other half", async () => {
  for (const [given, missing] of [
    [{ RELAY_BASE_URL: "https://relay.example" }, "RELAY_API_KEY"],
    [{ RELAY_API_KEY: apiKey }, "RELAY_BASE_URL"],
  ] as const) {
    const error = await refusal(given);
    expect(error).toContain("ended with 1");
    expect(error).toContain(`${missing}: must be set`);
    expect(error).not.toContain(apiKey);
  }
});

test("a server that can spend and asks nobody who they are is not started for other machines", async () => {
  const live = { RELAY_BASE_URL: "https://relay.example", RELAY_API_KEY: apiKey };
  for (const HOST of ["0.0.0.0", "::", "192.0.2.1"]) {
    const error = await refusal({ ...live, HOST });
    expect(error).toContain("ended with 1");
    expect(error).toContain("HOST: ");
    expect(error).not.toContain(apiKey);
    const launched = launch({ ...live, HOST, PORT: String(await freePort()) });
    expect(await launched.ended).toBe(1);
    expect(launched.output()).toContain("HOST: ");
  }
});

test("nor does one answer other machines that was started past the launcher", async () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal);
  test.skip(outside === undefined, "this machine has no address but loopback's");
  const dataDir = await mkdtemp(join(tmpdir(), "clipdesk-start-"));
  const port = await freePort();
  const { PATH, HOME } = process.env;
  const live = { RELAY_BASE_URL: "https://relay.example", RELAY_API_KEY: apiKey, DATA_DIR: dataDir };
  const child = spawn(process.execPath, serverArguments({ host: "0.0.0.0", port }), {
    cwd: root,
    env: { PATH, HOME, __NEXT_PROCESSED_ENV: "true", ...serverEnvironment, ...live },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const ended = once(child, "close");
  try {
    const health = (host: string) => fetch(`http://${host}:${port}/api/health`);
    await expect.poll(async () => (await health("127.0.0.1").catch(() => null))?.status).toBe(200);
    await expect(health(outside?.address ?? "")).rejects.toThrow();
    expect((await health("127.0.0.1")).status).toBe(200);
  } finally {
    child.kill("SIGKILL");
    await ended;
    await rm(dataDir, { recursive: true });
  }
});

test("a preview of a branch is a demo that says that nothing lasts, and takes a key only where it may spend", async () => {
  const preview = { VERCEL: "1", VERCEL_ENV: "preview" };
  const lasts = { DATABASE_URL: "postgres://db.example/clips", MEDIA_URL: "s3://clips", AWS_REGION: "eu-central-1" };
  const live = { RELAY_BASE_URL: "https://relay.example", RELAY_API_KEY: apiKey, ACCESS: "passcodes", ...lasts };
  const error = await refusal({ ...preview, ...live });
  expect(error).toContain("ended with 1");
  expect(error).toContain("ALLOW_SPEND: ");
  await using app = await startApp(preview);
  const page = await call(app, "GET", "/");
  expect(page.text).toContain(text.demo.ephemeral);
  expect(page.headers.get("x-robots-tag")).toBe("noindex, nofollow");
  expect(JSON.parse((await call(app, "GET", "/api/status")).text).troubles).toContain("ephemeral");
});

test("folders that cannot be written stop the start with their names", async () => {
  const scratch = await mkdtemp(join(tmpdir(), "clipdesk-start-"));
  const file = join(scratch, "file");
  await writeFile(file, "");
  try {
    for (const name of ["MEDIA_URL", "DATA_DIR"]) {
      const error = await refusal({ [name]: join(file, "folder") });
      expect(error).toContain("ended with 1");
      expect(error).toContain(join(file, "folder"));
    }
  } finally {
    await rm(scratch, { recursive: true });
  }
});

test("a second server on the same data folder says so and exits with 3, the first goes on", async ({ app }) => {
  const error = await refusal({ DATA_DIR: app.dataDir });
  expect(error).toContain("ended with 3");
  expect(error).toContain(app.dataDir);
  expect((await call(app, "GET", "/api/health")).status).toBe(200);
});

test("npm start says its address once, refuses a second start, and ends on SIGTERM", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "clipdesk-start-"));
  const settings = { DATA_DIR: dataDir, PORT: String(await freePort()) };
  const url = `http://127.0.0.1:${settings.PORT}`;
  const first = launch(settings);
  try {
    await expect.poll(() => first.output()).toContain("ready");
    expect(
      first
        .output()
        .split("\n")
        .filter((line) => line.includes(url)),
    ).toEqual([`Clipdesk is ready at ${url} (demo mode)`]);
    const health = await call({ url }, "GET", "/api/health");
    expect(JSON.parse(health.text)).toMatchObject({ status: "ok", mode: "demo", database: "sqlite" });

    const second = launch({ ...settings, PORT: String(await freePort()) });
    expect(await second.ended).toBe(3);
    expect(second.output()).toContain(dataDir);
    expect((await call({ url }, "GET", "/api/health")).status).toBe(200);

    first.stop();
    expect(await first.ended).toBe(0);
    await expect(call({ url }, "GET", "/api/health")).rejects.toThrow();
  } finally {
    first.kill();
    await first.ended;
    await rm(dataDir, { recursive: true });
  }
});

/** What the app says when it refuses to start. */
async function refusal(settings: Readonly<Record<string, string>>): Promise<string> {
  let app;
  try {
    app = await startApp(settings);
  } catch (error) {
    return String(error);
  }
  await app[Symbol.asyncDispose]();
  throw new Error("The app started");
}

function launch(settings: Readonly<Record<string, string>>) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(root, "scripts", "launch.mjs"), "start"], {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: "production", __NEXT_PROCESSED_ENV: "true", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => (written += part));
  }
  return {
    output: () => written,
    ended: once(child, "close").then(([code]: unknown[]) => code),
    stop: () => child.kill("SIGTERM"),
    kill: () => child.kill("SIGKILL"),
  };
}
