/** Behind a proxy that says in a header who asks. */
import { request } from "node:http";
import { call, expectProblem } from "./api.ts";
import { expect, test } from "./fixtures.ts";
import type { AppServer } from "./server.ts";

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
