/** Sends made-up requests to every route of a running app. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { jobDetailSchema, jobsReplySchema } from "#lib/job.ts";
import { root } from "../../../scripts/launch/run.mjs";
import { type AppServer, startApp } from "../../server.ts";
import { type Answer, closeConnections, judgeAnswer, send, type Sent } from "./answers.ts";
import { methods, requestsTo } from "./requests.ts";
import { type Stored, storedIn } from "./stored.ts";

export interface FuzzEnd {
  routes: number;
  requests: number;
  /** HTTP status -> how many. */
  answers: ReadonlyMap<number, number>;
  slowest: { tookMs: number; of: string };
}

/** @throws with the smallest request that was found, when one is answered as none may be or leaves a trace */
export async function fuzzRoutes({
  seeds,
  perRoute,
}: {
  seeds: readonly number[];
  perRoute: number;
}): Promise<FuzzEnd> {
  await using app = await startApp();
  const stored = storedIn(app.dataDir);
  try {
    return await fuzz(app, stored, seeds, perRoute);
  } finally {
    stored.close();
    closeConnections();
  }
}

async function fuzz(app: AppServer, stored: Stored, seeds: readonly number[], perRoute: number): Promise<FuzzEnd> {
  const ids = await jobsIn(app);
  const all = await routes();
  const answers = new Map<number, number>();
  let slowest = { tookMs: 0, of: "" };
  for (const [seed, route] of seeds.flatMap((seed) => all.map((route) => [seed, route] as const))) {
    const handled = await methodsOf(app, route);
    // Calls rest, so that a long run does not fill the disk with clips.
    await send(app.url, post("/api/dispatch", { paused: true }));
    const property = fc.asyncProperty(requestsTo(route, handled, ids), async (sent) => {
      const { status, tookMs } = await probe(app, stored, sent);
      if (tookMs > slowest.tookMs) slowest = { tookMs, of: `${sent.method} ${sent.path.slice(0, 200)}` };
      answers.set(status, (answers.get(status) ?? 0) + 1);
    });
    const details = await fc.check(property, { seed, numRuns: perRoute });
    assert.ok(!details.failed, `${route}\n${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}`);
  }
  assert.doesNotMatch(app.log(), /"level":"error"/);
  const requests = [...answers.values()].reduce((sum, count) => sum + count, 0);
  return { routes: all.length, requests, answers, slowest };
}

async function probe(app: AppServer, stored: Stored, sent: Sent): Promise<Answer> {
  const before = stored.now();
  const answer = await send(app.url, sent);
  judgeAnswer(sent, answer, tellsSettings(sent, answer) ? [] : [root, app.dataDir, homedir()]);
  if (answer.status >= 400) assert.deepEqual(stored.now(), before, "what was refused left a trace");
  return answer;
}

/** To an admin, who everybody is here, the status names the settings in force, the data folder among them. */
function tellsSettings(sent: Sent, answer: Answer): boolean {
  return answer.status === 200 && /^\/(api\/)?status(\?|$)/.test(sent.path);
}

async function methodsOf(app: AppServer, route: string): Promise<string[]> {
  const path = route.replace(/\[(id|name)\]/, "x").replace("[...rest]", "x");
  const found: string[] = [];
  for (const method of methods) {
    const { status } = await send(app.url, { method, path, headers: {}, body: null });
    if (status !== 405) found.push(method);
  }
  assert.ok(found.length > 0, `${route} has no method`);
  return found;
}

async function routes(): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(root, ".next", "app-path-routes-manifest.json"), "utf8"));
  const all = Object.values<string>(manifest).filter((route) => !route.startsWith("/_"));
  assert.ok(all.length > 10);
  return all;
}

/** One that has its video, one that failed, one whose outcome is unknown, one that waits. */
async function jobsIn(app: AppServer): Promise<string[]> {
  const ids: string[] = [];
  for (const [prompt, end] of [
    ["a fish", "saved"],
    ["#failed", "failed"],
    ["#lost", "unknown"],
  ] as const) {
    const id = await submitted(app, prompt);
    await until(app, id, end);
    ids.push(id);
  }
  await send(app.url, post("/api/dispatch", { paused: true }));
  return [...ids, await submitted(app, "a fish that waits")];
}

async function submitted(app: AppServer, prompt: string): Promise<string> {
  const { text } = await send(app.url, post("/api/jobs", { prompt, aspect_ratio: "3:2", size: "720P", images: [] }));
  const [job] = jobsReplySchema.parse(JSON.parse(text)).jobs;
  assert.ok(job);
  return job.id;
}

async function until(app: AppServer, id: string, end: string): Promise<void> {
  const read = { method: "GET", path: `/api/jobs/${id}`, headers: {}, body: null };
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(50)) {
    const { job } = jobDetailSchema.parse(JSON.parse((await send(app.url, read)).text));
    if (job.status === end || job.media.state === end) return;
  }
  assert.fail(`The job did not come to be ${end}`);
}

function post(path: string, body: unknown): Sent {
  const headers = { "content-type": "application/json" };
  return { method: "POST", path, headers, body: new TextEncoder().encode(JSON.stringify(body)) };
}
