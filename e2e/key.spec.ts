/** The relay's key leaves the server in one header, and is found nowhere else: not even when the relay repeats it. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { root } from "../scripts/launch/run.mjs";
import { type Site, call, listJobs, readDispatch, readJob, send, submitOne, untilSaved, untilStatus } from "./api.ts";
import { cards } from "./desk.ts";
import { apiKey, expect, test } from "./live.ts";
import type { RecordedRequest } from "./relay/record.ts";
import type { Behaviour } from "./relay/behaviour.ts";

/** Stands in the relay's words beside the key, so that the test knows that those words came this far. */
const mark = "repeated";

const keyForms = [apiKey, encodeURIComponent(`Bearer ${apiKey}`)];

/** An error that repeats the header with the key in it, as some relays do. */
function echo(status: number, code: string, wrap: (words: string) => string = (words) => words) {
  return ({ headers }: RecordedRequest): Behaviour => {
    const message = wrap(`${mark} ${headers.authorization}`);
    return { kind: "answer", status, json: { error: { message, code, type: "new_api_error" } } };
  };
}

test("the key is in no page, script, answer, log or file, whatever the relay repeats", async ({ page, app, relay }) => {
  relay.script("create", echo(401, ""));
  const account = await submitOne(app, { prompt: "account" });
  await expect.poll(async () => (await readDispatch(app)).message).toContain(mark);
  await lookForKey(page, app, [account.id]);

  relay.script(
    "create",
    echo(400, "invalid_request", (words) => JSON.stringify({ error: { message: words } })),
  );
  await send(app, "POST", "/api/dispatch", { paused: false });
  const refused = await untilStatus(app, account.id, "failed");
  expect(refused.failure?.message).toContain(mark);

  relay.script("create", echo(500, "do_request_failed", encodeURIComponent));
  const unknown = await submitOne(app, { prompt: "unknown" });
  expect((await untilStatus(app, unknown.id, "unknown")).failure?.message).toContain(mark);

  relay.script("create", []);
  relay.script("query", ({ headers }) => ({
    kind: "edit",
    set: { status: "failed", video_url: null, error: `${mark} ${headers.authorization}` },
  }));
  const failed = await submitOne(app, { prompt: "failed" });
  expect((await untilStatus(app, failed.id, "failed")).failure?.message).toContain(mark);

  relay.script("query", echo(401, ""));
  const running = await submitOne(app, { prompt: "running" });
  await expect.poll(async () => (await readDispatch(app)).trouble?.message).toContain(mark);

  relay.script("query", []);
  relay.script("file", [{ kind: "answer", status: 403, body: apiKey }]);
  await untilSaved(app, running.id);

  const files = relay.requests.filter(({ target }) => target === "file");
  expect(files.length).toBeGreaterThan(1);
  expect(files.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  expect(relay.posts().every(({ headers }) => headers.authorization === `Bearer ${apiKey}`)).toBe(true);

  await lookForKey(page, app, [refused.id, unknown.id, failed.id, running.id]);
  expect(app.log()).not.toContain(apiKey);
  await expectNoKeyUnder(app.dataDir);
  expect(await app.stop()).toBe(0);
  await expectNoKeyUnder(app.dataDir);
  expect(app.log()).not.toContain(apiKey);
  // What a server keeps of its pages while it runs lies beside what was built.
  await expectNoKeyUnder(join(root, ".next"));
});

/** Everything that a browser is sent: pages as they are loaded with all they load, and every answer of the API. */
async function lookForKey(page: Page, site: Site, ids: readonly string[]): Promise<void> {
  const found: Promise<{ from: string; text: string }>[] = [];
  page.on("response", (response) =>
    found.push(
      response.body().then(
        (body) => ({ from: response.url(), text: JSON.stringify(response.headers()) + body.toString("latin1") }),
        () => ({ from: response.url(), text: "" }), // redirects, and bodies that the browser has dropped, have none
      ),
    ),
  );
  const scripts = page.waitForResponse((response) => response.url().endsWith(".js"));
  await page.goto("/");
  await scripts;
  await expect(cards(page)).toHaveCount((await listJobs(site)).length);
  for (const id of ids) {
    await page.goto(`/jobs/${id}`);
    const { job } = await readJob(site, id);
    await expect(page.getByRole("heading", { level: 1, name: job.prompt })).toBeVisible();
  }
  page.removeAllListeners("response");
  const answers = await Promise.all(found);
  const paths = ["/api/jobs", "/api/dispatch", "/api/health", ...ids.map((id) => `/api/jobs/${id}`)];
  for (const path of paths) answers.push({ from: path, text: (await call(site, "GET", path)).text });
  expect(answers.some(({ text }) => text.includes(mark))).toBe(true);
  const leaks = answers.filter(({ text }) => keyForms.some((form) => text.includes(form)));
  expect(leaks.map(({ from }) => from)).toEqual([]);
}

async function expectNoKeyUnder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  expect(files).not.toEqual([]);
  const leaks: string[] = [];
  for (const file of files) if ((await readFile(file)).includes(apiKey)) leaks.push(file);
  expect(leaks).toEqual([]);
}
