/** Behind a proxy: one that brings TLS, and one that says in a header who asks. */
import { request } from "node:http";
import { call, expectProblem } from "./api.ts";
import { expect, test } from "./fixtures.ts";
import { newPerson, trySignIn } from "./people.ts";
import type { AppServer } from "./server.ts";

test.describe("that brings TLS", () => {
  test.use({ settings: { ACCESS: "passcodes", APP_ORIGIN: "https://desk.example" } });

  test("every answer keeps browsers to https, and the cookie is bound to it and to this host", async ({ app }) => {
    const ada = await newPerson(app, "ada", "--admin");
    const [cookie = ""] = (await trySignIn(app, "ada", ada.passcode)).headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-clipdesk=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
    for (const path of ["/", "/sign-in", "/api/jobs", "/api/health", "/favicon.ico"]) {
      const { headers } = await call(ada, "GET", path);
      expect(headers.get("strict-transport-security"), path).toBe("max-age=31536000; includeSubDomains");
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
    }
    const own = { origin: "https://desk.example", "content-type": "application/json" };
    expect((await call(ada, "POST", "/api/dispatch", { headers: own, body: '{"paused":true}' })).status).toBe(200);
    const others = { ...own, origin: "https://desk.example.evil.example" };
    expectProblem(await call(ada, "POST", "/api/dispatch", { headers: others, body: "{}" }), 403, "cross_site");
    const left = await call(ada, "POST", "/api/sign-out");
    expect(left.headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(left.headers.get("set-cookie")).toMatch(/^__Host-clipdesk=; .*Max-Age=0/);
  });
});

test.describe("that vouches by a header", () => {
  const secret = "the-proxy-and-the-desk-share-this";
  test.use({
    settings: { ACCESS: "proxy", ACCESS_HEADER: "x-user", ACCESS_PEERS: "127.0.0.1", ACCESS_SECRET: secret },
  });

  test("the header counts from the proxy's address with its secret, and from nowhere else", async ({ app }) => {
    const good = { "x-user": "ada@example.com", "x-clipdesk-secret": secret };
    expect(await session(app, "127.0.0.1", good)).toEqual([200, "ada@example.com"]);
    for (const [from, headers] of [
      // Only Linux has more of loopback's addresses at hand.
      ...(process.platform === "linux" ? ([["127.0.0.2", good]] as const) : []),
      ["127.0.0.1", { "x-user": "ada@example.com" }],
      ["127.0.0.1", { ...good, "x-clipdesk-secret": `${secret}x` }],
      ["127.0.0.1", { "x-clipdesk-secret": secret }],
      ["127.0.0.1", { ...good, "x-user": "<script>" }],
      ["127.0.0.1", { ...good, "x-user": "" }],
    ] as const) {
      expect(await session(app, from, headers), JSON.stringify([from, headers])).toEqual([401, undefined]);
    }
    if (process.platform === "linux") {
      const lies = { ...good, "x-clipdesk-peer": "127.0.0.1", "x-forwarded-for": "127.0.0.1" };
      expect(await session(app, "127.0.0.2", lies)).toEqual([401, undefined]);
    }
    expectProblem(await call(app, "POST", "/api/sign-in", { body: "{}" }), 404, "not_found");
    const page = await call(app, "GET", "/");
    expect([page.status, page.headers.get("location")]).toEqual([307, "/sign-in"]);
  });
});

/** @returns the status and whom the server takes the sender for */
function session(app: AppServer, from: string, headers: Record<string, string>): Promise<[number, unknown]> {
  return new Promise((resolve, reject) => {
    const sent = request(`${app.url}/api/session`, { headers, localAddress: from, agent: false }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (part: string) => (body += part));
      answer.once("end", () => resolve([answer.statusCode ?? 0, JSON.parse(body).person]));
    });
    sent.once("error", reject);
    sent.end();
  });
}
