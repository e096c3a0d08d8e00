/** What whoever runs an installation relies on, with the built app in processes of its own and the commands beside it. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod/mini";
import type { Job } from "#lib/job.ts";
import { webhook as english } from "#lib/text/en/webhook.ts";
import { webhook as chinese } from "#lib/text/zh/webhook.ts";
import { root, run } from "../scripts/launch/run.mjs";
import { call, listJobs, readDispatch, readJob, type Site, submitOne } from "./api.ts";
import { liveSettings } from "./live.ts";
import type { Behaviour } from "./relay/behaviour.ts";
import { startRelay } from "./relay/server.ts";
import { startApp } from "./server.ts";

test("a job's end is told by the running server, signed, again after a refusal, in each receiver's own form", async (t) => {
  const { url, got } = await receiver(t);
  const secret = "a-secret-of-the-receivers";
  const told = async (format: "json" | "slack" | "feishu") => {
    const hook = { WEBHOOK_URL: `${url}/${format}`, WEBHOOK_FORMAT: format, WEBHOOK_SECRET: secret };
    await using app = await startApp({ ...hook, WEBHOOK_ALLOWED_HOSTS: new URL(url).host });
    const { id } = await submitOne(app, { prompt: "#refused a <!channel> cat" });
    await untilSo(t, async () => got.filter(({ path }) => path === `/${format}`).length === 2);
    const bodies = got.filter(({ path }) => path === `/${format}`);
    return { page: `${app.url}/jobs/${id}`, id, tries: bodies, body: JSON.parse(bodies[1]?.body ?? "") };
  };
  const [json, slack, feishu] = await Promise.all([told("json"), told("slack"), told("feishu")]);

  for (const { headers, body } of json.tries) {
    const [, at = "", signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-clipdesk-signature"])) ?? [];
    assert.equal(signature, createHmac("sha256", secret).update(`${at}.${body}`).digest("hex"));
  }
  const [first, second] = json.tries.map(({ body }) => message.parse(JSON.parse(body)));
  assert.equal(first?.id, second?.id, "its id tells the repetition");
  assert.deepEqual([second?.type, second?.url, second?.job.id], ["job.failed", json.page, json.id]);
  assert.ok(slack.body.text.startsWith(`${english.ends.failed} #refused a &lt;!channel&gt; cat\n`), slack.body.text);
  assert.ok(slack.body.text.endsWith(slack.page));
  const { timestamp, sign, content } = feishu.body;
  assert.equal(sign, createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64"));
  assert.ok(content.text.startsWith(chinese.ends.failed) && content.text.endsWith(feishu.page), content.text);
});

const message = z.object({ id: z.string(), type: z.string(), url: z.string(), job: z.object({ id: z.string() }) });

test("a backup of a busy server, restored and started, has every job and video and pays for nothing again", async (t) => {
  const relay = await startRelay();
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-backup-"));
  t.after(async () => {
    await relay.close();
    await rm(folder, { recursive: true });
  });
  const settings = { ...liveSettings(relay.url), RELAY_MAX_CONCURRENT_CREATES: "1" };
  const backup = join(folder, "backup");
  const before: Job[] = [];
  let video = "";
  {
    await using app = await startApp(settings);
    const make = (prompt: string) => submitOne(app, { prompt });
    const kept = await make("kept");
    await until(t, app, kept.id, ({ media }) => media.state === "saved");
    relay.script("query", () => underWay);
    const running = await make("running");
    await until(t, app, running.id, ({ status }) => status === "running");
    relay.script("create", [{ kind: "ok", gate: "never" }]);
    const submitting = await make("on the wire");
    await relay.waitFor(() => relay.posts().some(({ state }) => state === "open"));
    const queued = await make("waiting");
    video = await videoOf(app, kept.id);
    for (const { id } of [kept, running, submitting, queued]) before.push((await readJob(app, id)).job);
    assert.deepEqual(
      before.map(({ status }) => status),
      ["succeeded", "running", "submitting", "queued"],
    );

    const meanwhile = Array.from({ length: 30 }, () => make("meanwhile"));
    const [printed] = await Promise.all([command("backup", app.dataDir, backup), ...meanwhile]);
    assert.match(printed, /jobs and 2 files are in/); // the video and its poster
    await app.kill();
  }
  const paid = relay.posts().length;
  relay.script("query", []);

  const dataDir = join(folder, "restored");
  assert.match(await command("restore", dataDir, backup), /Submissions are paused/);
  await using restored = await startApp({ ...settings, DATA_DIR: dataDir });
  const [kept, running, submitting, queued] = before.map(({ id }) => id);
  assert.equal(await videoOf(restored, kept ?? ""), video);
  await until(t, restored, running ?? "", ({ media }) => media.state === "saved");
  const lost = (await readJob(restored, submitting ?? "")).job;
  assert.deepEqual([lost.status, lost.failure?.charged], ["unknown", "unknown"]);
  assert.equal((await readJob(restored, queued ?? "")).job.status, "queued");
  assert.deepEqual([(await readDispatch(restored)).paused, relay.posts().length], [true, paid]);
  const ids = before.map(({ id }) => id);
  for (const job of await listJobs(restored)) assert.ok(ids.includes(job.id) || job.status === "queued", job.status);
});

const underWay: Behaviour = { kind: "edit", set: { status: "processing", video_url: null, progress: 40 } };

/** Runs `npm run NAME -- FOLDER` for the installation in `dataDir`. @returns what it printed */
async function command(name: "backup" | "restore", dataDir: string, folder: string): Promise<string> {
  const { PATH, HOME } = process.env;
  const env: NodeJS.ProcessEnv = {
    PATH,
    HOME,
    NODE_ENV: "production",
    __NEXT_PROCESSED_ENV: "true",
    DATA_DIR: dataDir,
  };
  const words = ["--conditions=react-server", join(root, "scripts", `${name}.ts`), folder];
  const { code, output } = await run("node", words, { show: "nothing", env });
  assert.equal(code, 0, output);
  return output;
}

/** Refuses the first message of each path, as a server that is being restarted does; Feishu says so in its own way. */
async function receiver(t: TestContext) {
  const got: { path: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? "";
      const isFirst = got.every((before) => before.path !== path);
      got.push({ path, headers: request.headers, body });
      const isFeishu = path === "/feishu";
      response.writeHead(isFirst && !isFeishu ? 500 : 200).end(isFeishu ? `{"code":${isFirst ? 19021 : 0}}` : "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo; // it listens on a port
  return { url: `http://127.0.0.1:${port}`, got };
}

async function until(t: TestContext, site: Site, id: string, isSo: (job: Job) => boolean): Promise<void> {
  await untilSo(t, async () => isSo((await readJob(site, id)).job));
}

async function untilSo(t: TestContext, isSo: () => Promise<boolean>): Promise<void> {
  for (; !(await isSo()); await sleep(50)) t.signal.throwIfAborted();
}

async function videoOf(site: Site, id: string): Promise<string> {
  const { status, text: bytes } = await call(site, "GET", `/api/jobs/${id}/video`);
  assert.equal(status, 200);
  return bytes;
}
