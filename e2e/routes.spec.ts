/** Every route that the build holds, so that a new one cannot forget the door. */
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { root } from "../scripts/launch/run.mjs";
import { type Site, call, expectProblem, readDispatch, readJob, submitOne, untilStatus } from "./api.ts";
import { expect, test } from "./live.ts";
import { addPerson, newPerson } from "./people.ts";

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
  const paths = (await apiRoutes()).map((route) =>
    route.replace("[id]", id).replace("[name]", "ada").replace("[...rest]", "some/where"),
  );
  expect(paths).toContain("/api/jobs");
  // The relay's calls in front refuse in the relay's shape.
  for (const headers of fromElsewhere) {
    const answer = await call(app, "POST", "/v1/video/create", { headers });
    expect([answer.status, JSON.parse(answer.text).error?.code]).toEqual([403, "cross_site"]);
  }
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
    // As a form would call an action of Next's, which no page has.
    const action = { "next-action": "x".repeat(40), "content-type": "application/x-www-form-urlencoded" };
    expect((await call(app, "POST", path, { headers: action, body: "{" })).status, path).toBe(405);
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
  for (const path of [...list, "/api/dispatch", "/api/health", "/api/status", "/api/metrics", "/api/nothing"]) {
    const { headers } = await call(app, "GET", path);
    expect(headers.get("cache-control"), path).toContain("no-store");
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("content-security-policy"), path).toBe("frame-ancestors 'none'");
    expect(headers.get("strict-transport-security"), path).toBeNull();
  }
  // Without a CRON_SECRET there is nothing that a tick could carry.
  expectProblem(await call(app, "POST", "/api/tick", { headers: { authorization: "Bearer " } }), 404, "not_found");
  for (const path of ["/", `/jobs/${id}`, "/status"]) {
    const response = await page.goto(path);
    const headers = response?.headers() ?? {};
    expect(headers["content-security-policy"], path).toMatch(/default-src 'self'.*script-src [^;]*'nonce-[^;]+; /);
    expect(headers["content-security-policy"], path).not.toContain("unsafe-eval");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    expect(headers["x-powered-by"]).toBeUndefined();
  }
});

/** Every handler that not just any member may call. Whatever is not listed asks for a member, or this test fails. */
const whoMay: Readonly<Record<string, "anyone" | "admin">> = {
  "GET /api/health": "anyone",
  // These two have a door of their own: a secret that a cron carries, and one that a scraper carries in place of an admin.
  "GET /api/tick": "anyone",
  "POST /api/tick": "anyone",
  "GET /api/metrics": "admin",
  "GET /api/status": "admin",
  "POST /api/sign-in": "anyone",
  "POST /api/sign-out": "anyone",
  "GET /api/[...rest]": "anyone",
  "POST /api/[...rest]": "anyone",
  "PUT /api/[...rest]": "anyone",
  "PATCH /api/[...rest]": "anyone",
  "DELETE /api/[...rest]": "anyone",
  "POST /api/dispatch": "admin",
  "GET /api/people": "admin",
  "POST /api/people": "admin",
  "PATCH /api/people/[name]": "admin",
  "DELETE /api/people/[name]": "admin",
  "POST /api/people/[name]/passcode": "admin",
  "GET /api/caps": "admin",
  "PATCH /api/caps": "admin",
  "GET /api/counts": "admin",
  "GET /api/counts/csv": "admin",
  "GET /api/audit": "admin",
  "GET /api/audit/csv": "admin",
};
/** Files that a browser asks for before anybody has signed in. */
const filesForAll = ["/icon.svg", "/manifest.webmanifest"];
/** What somebody could send who has not signed in. */
const forged: readonly Record<string, string>[] = [
  {},
  { cookie: "clipdesk=" },
  { cookie: `clipdesk=${"A".repeat(43)}` },
  { cookie: "clipdesk=../../etc/passwd; clipdesk='or'1'='1" },
  { authorization: "Bearer x", "cf-access-jwt-assertion": "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6InJvb3QifQ." },
  {
    "x-forwarded-user": "root",
    "x-clipdesk-peer": "127.0.0.1",
    "x-clipdesk-secret": "",
    "x-forwarded-for": "127.0.0.1",
  },
];

test.describe("where people sign in", () => {
  test.use({ moreSettings: { ACCESS: "passcodes" } });

  test("every handler asks who it is, and every page leads to the sign-in", async ({ app, relay }) => {
    const root = await newPerson(app, "root", "--admin");
    const ada = await addPerson(root, "ada");
    const { id } = await submitOne(root, { prompt: "#failed a secret prompt" });
    await untilStatus(root, id, "failed");
    const left = await addPerson(root, "left");
    expectProblem(await call(left, "GET", "/api/people"), 403, "admins_only");
    await call(left, "POST", "/api/sign-out");
    const before = await readJob(root, id);

    const seen = new Set<string>();
    for (const route of await apiRoutes()) {
      const path = route.replace("[id]", id).replace("[name]", "root").replace("[...rest]", "some/where");
      for (const method of ["GET", ...writes]) {
        const name = `${method} ${route}`;
        const who = whoMay[name] ?? "member";
        const answer = await call(app, method, path);
        if (answer.status === 405) continue; // the build has no handler for this method
        seen.add(name);
        if (who === "anyone") {
          expect(answer.status, name).not.toBe(401);
          continue;
        }
        for (const headers of forged) expectProblem(await call(app, method, path, { headers }), 401, "not_signed_in");
        // A cookie of a session that has ended, played again.
        expectProblem(await call(left, method, path), 401, "not_signed_in");
        if (who === "admin") expectProblem(await call(ada, method, path), 403, "admins_only");
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining(Object.keys(whoMay)));

    // What is there for those who do not sign in has doors of its own: no session opens them, nor a token that never was.
    const strangers = [...forged, { cookie: ada.cookie ?? "" }, { authorization: `Bearer ck_${"A".repeat(27)}` }];
    for (const route of await builtRoutes("/route")) {
      if (route.startsWith("/api/") || filesForAll.includes(route)) continue;
      const path = route
        .replace("[id]", id)
        .replace("[token]", "A".repeat(27))
        .replace("[kind]", "video")
        .replace("[...rest]", "some/where");
      for (const method of ["GET", ...writes]) {
        for (const headers of strangers) {
          const answer = await call(app, method, path, { headers: { ...headers } });
          if (answer.status === 405) break; // the build has no handler for this method
          expect([401, 404], `${method} ${path}`).toContain(answer.status);
          expect(answer.text, path).not.toContain("secret prompt");
        }
      }
    }

    const signedOut: readonly Site[] = [app, left];
    const pages = (await builtRoutes("/page")).filter((route) => !route.startsWith("/_") && route !== "/sign-in");
    expect(pages).toContain("/jobs/[id]");
    for (const path of [...pages.map((route) => route.replace("[id]", id)), "/?prompt=a+cat"]) {
      for (const site of signedOut) {
        for (const headers of forged) {
          const answer = await call(site, "GET", path, { headers: { ...headers } });
          expect(answer.text, path).not.toContain("secret prompt");
          expect(answer.status, path).toBe(307);
          expect(answer.headers.get("location"), path).toMatch(/^\/sign-in(\?to=|$)/);
        }
        for (const headers of nextHeaders) {
          // Next's own scripts are led from address to address, and must find nothing at the end of it either.
          const answer = await fetch(app.url + path, { headers: { ...headers, cookie: site.cookie ?? "" } });
          expect(await answer.text(), path).not.toContain("secret prompt");
        }
      }
    }
    expect((await call(ada, "GET", "/admin")).status).toBe(404);
    expect(app.log()).toContain('"person":"ada","code":"admins_only"');
    expect((await call(root, "GET", "/admin")).status).toBe(200);
    expect(await readJob(root, id)).toEqual(before);
    expect(await readDispatch(root)).toMatchObject({ paused: false });
    expect(relay.posts()).toHaveLength(1);
  });
});

async function apiRoutes(): Promise<string[]> {
  const routes = (await builtRoutes("/route")).filter((route) => route.startsWith("/api/"));
  expect(routes.length).toBeGreaterThan(10);
  return routes;
}

/** @param kind what the build calls a handler or a page by, at the end of its name */
async function builtRoutes(kind: "/route" | "/page"): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(root, ".next", "app-path-routes-manifest.json"), "utf8"));
  return Object.entries<string>(manifest).flatMap(([name, route]) => (name.endsWith(kind) ? [route] : []));
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
