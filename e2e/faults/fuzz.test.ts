/**
 * Every route of the build under requests that are made up: nothing brings the app down, keeps it busy, or makes it tell
 * what is nobody's business, and what it refuses leaves no trace.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { jobDetailSchema, jobsReplySchema } from "#lib/job.ts";
import { root } from "../../scripts/launch/run.mjs";
import { type AppServer, startApp } from "../server.ts";
import { type Answer, closeConnections, judgeAnswer, send, type Sent } from "./fuzz/answers.ts";
import { methods, requestsTo } from "./fuzz/requests.ts";
import { type Stored, storedIn } from "./fuzz/stored.ts";
import { seedsOf, times } from "./runs.ts";

const shortRuns = 100;

test("no request makes an error of the server, waits, tells of the inside, or is stored when it is refused", async (t) => {
  await using app = await startApp();
  const stored = storedIn(app.dataDir);
  t.after(closeConnections);
  const ids = await jobsIn(app);
  const answers = new Map<number, number>();
  let slowestMs = 0;
  for (const seed of seedsOf("fuzz")) {
    for (const route of await routes()) {
      const handled = await methodsOf(app, route);
      // Calls rest, so that a long run does not fill the disk with clips.
      await send(app.url, post("/api/dispatch", { paused: true }));
      const property = fc.asyncProperty(requestsTo(route, handled, ids), async (sent) => {
        const { status, tookMs } = await probe(app, stored, sent);
        slowestMs = Math.max(slowestMs, tookMs);
        answers.set(status, (answers.get(status) ?? 0) + 1);
      });
      const details = await fc.check(property, { seed, numRuns: shortRuns * times });
      assert.ok(!details.failed, `${route}\n${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}`);
    }
    t.diagnostic(`seed ${seed}: ${shortRuns * times} requests a route`);
  }
  stored.close();
  t.diagnostic(`answers: ${JSON.stringify(Object.fromEntries(answers))}, the slowest in ${Math.round(slowestMs)} ms`);
  for (const status of [200, 201, 400, 403, 404, 409]) assert.ok(answers.has(status), `no request came to ${status}`);
  assert.doesNotMatch(app.log(), /"level":"error"/);
});

async function probe(app: AppServer, stored: Stored, sent: Sent): Promise<Answer> {
  const before = stored.now();
  const answer = await send(app.url, sent);
  judgeAnswer(sent, answer, [root, app.dataDir, homedir()]);
  if (answer.status >= 400) assert.deepEqual(stored.now(), before, "what was refused left a trace");
  return answer;
}

async function methodsOf(app: AppServer, route: string): Promise<string[]> {
  const path = route.replace("[id]", "x").replace("[...rest]", "x");
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
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
    const { job } = jobDetailSchema.parse(JSON.parse((await send(app.url, read)).text));
    if (job.status === end || job.media.state === end) return;
  }
  assert.fail(`The job did not come to be ${end}`);
}

function post(path: string, body: unknown): Sent {
  const headers = { "content-type": "application/json" };
  return { method: "POST", path, headers, body: new TextEncoder().encode(JSON.stringify(body)) };
}
