/** Every route that the build holds, so that a new one cannot forget the door. */
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { root } from "../scripts/launch/run.mjs";
import { call, expectProblem, readDispatch, readJob, submitOne, untilStatus } from "./api.ts";
import { expect, test } from "./live.ts";

/** Next treats these as its own, and a script may set them. */
const nextHeaders: readonly Record<string, string>[] = [{}, { rsc: "1" }, { "next-router-prefetch": "1" }];
const writes = ["POST", "PUT", "PATCH", "DELETE"];
const fromElsewhere: readonly Record<string, string>[] = [
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "https://elsewhere.example" },
  { origin: "null" },
  // The browser's own word counts more than an address that could be made to look like ours.
  { "sec-fetch-site": "cross-site", origin: "http://127.0.0.1" },
];

test("no route lets another site write, and no route answers to a foreign name", async ({ app, relay }) => {
  const { id } = await submitOne(app, { prompt: "#failed" });
  await untilStatus(app, id, "failed");
  const paths = (await apiRoutes()).map((route) => route.replace("[id]", id).replace("[...rest]", "some/where"));
  expect(paths).toContain("/api/jobs");
  const open: string[] = [];
  for (const path of paths) {
    for (const method of writes) {
      for (const headers of fromElsewhere) {
        const answer = await call(app, method, path, { headers: { ...headers, "content-type": "application/json" } });
        if (answer.status === 405) continue; // the build has no handler for this method
        expectProblem(answer, 403, "cross_site");
        open.push(`${method} ${path}`);
      }
    }
    expect([403, 405], path).toContain(await statusUnderName("elsewhere.example", app.url + path));
  }
  // The pages hold what the API holds.
  for (const path of ["/", `/jobs/${id}`]) {
    for (const headers of nextHeaders) {
      expect(await statusUnderName("elsewhere.example", app.url + path, headers), path).toBe(403);
    }
    expect(await statusUnderName("localhost", app.url + path), path).toBe(200);
  }
  for (const known of ["POST /api/jobs", `DELETE /api/jobs/${id}`, `PUT /api/jobs/${id}/star`, "POST /api/dispatch"]) {
    expect(open).toContain(known);
  }

  expect((await readJob(app, id)).job).toMatchObject({ status: "failed", trashed: false, starred: false });
  expect(await readDispatch(app)).toMatchObject({ paused: false });
  const own = { "sec-fetch-site": "same-origin", origin: app.url, "content-type": "application/json" };
  const answer = await call(app, "POST", "/api/dispatch", { headers: own, body: '{"paused":true}' });
  expect(answer.status, answer.text).toBe(200);
  expect(relay.posts()).toHaveLength(1);
});

test("an answer is never kept by what stands between, and nothing is guessed from its bytes", async ({ app, page }) => {
  const { id } = await submitOne(app, { prompt: "#failed" });
  await untilStatus(app, id, "failed");
  const list = ["/api/jobs", "/api/jobs/changes?since=1", `/api/jobs/archive?ids=${id}`, `/api/jobs/${id}`];
  for (const path of [...list, "/api/dispatch", "/api/health", "/api/nothing"]) {
    const { headers } = await call(app, "GET", path);
    expect(headers.get("cache-control"), path).toContain("no-store");
  }
  for (const path of ["/", `/jobs/${id}`]) {
    const response = await page.goto(path);
    const headers = response?.headers() ?? {};
    expect(headers["content-security-policy"], path).toMatch(/default-src 'self'.*script-src [^;]*'nonce-[^;]+; /);
    expect(headers["content-security-policy"], path).not.toContain("unsafe-eval");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    expect(headers["x-powered-by"]).toBeUndefined();
  }
});

async function apiRoutes(): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(root, ".next", "app-path-routes-manifest.json"), "utf8"));
  const routes = Object.values<string>(manifest).filter((route) => route.startsWith("/api/"));
  expect(routes.length).toBeGreaterThan(10);
  return routes;
}

/** A name that somebody else's server gives to this address (DNS rebinding) is the same site to the browser. */
function statusUnderName(name: string, url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { ...headers, host: name }, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end();
  });
}
