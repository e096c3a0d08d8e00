/** What the desk shows and does for those who do not sign in: a link to one video, and the relay's own API in front. */
import type { Browser } from "@playwright/test";
import { frontProblemSchema, frontTaskSchema } from "#lib/relay-front.ts";
import { type Answer, type Site, call, expectProblem, readJob, send, submitOne, untilSaved, validJob } from "./api.ts";
import { cards, holdScripts, play } from "./desk.ts";
import { expect, liveSettings, test } from "./live.ts";
import { startApp } from "./server.ts";

test("a link shows its video and prompt to anybody, without a script, until it is ended", async ({
  page,
  app,
  browser,
}) => {
  const prompt = '<b>a secret</b> "garden" & 海';
  const { id } = await submitOne(app, { prompt });
  await untilSaved(app, id);
  await page.goto(`/jobs/${id}`);
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share this video" });
  await expect(dialog.getByRole("radio", { name: "7 days" })).toBeChecked();
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const url = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  expect(url).toMatch(new RegExp(`^${app.url}/s/[A-Za-z0-9_-]{27}$`));
  const path = new URL(url).pathname;
  await expect(dialog.getByRole("listitem")).toHaveCount(1);

  await lookAt(browser, url, prompt, id);
  const good = await call(app, "GET", path);
  expect(good.text).not.toMatch(new RegExp(`${id}|<script|/api/|<a `));
  expectPrivate(good);
  const part = await call(app, "GET", `${path}/video`, { headers: { range: "bytes=0-1" } });
  expect([part.status, part.headers.get("content-range")?.split("/")[0]]).toEqual([206, "bytes 0-1"]);
  expectPrivate(part);
  expect((await call(app, "GET", `${path}/poster`)).headers.get("content-type")).toMatch(/^image\//);

  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  // Shown once: the page lists the link and cannot say it again.
  await page.reload();
  expect(await page.content()).not.toContain(path);
  const links = page.getByRole("region", { name: "Links to this video" });
  await links.getByRole("button", { name: "End link" }).click();
  await expect(links).toBeHidden();

  const ended = await madeAndTrashed(app);
  const nowhere = [path, `${path}/video`, `${path}/poster`, `/s/${"A".repeat(27)}`, "/s/x", ended, `${ended}/video`];
  const first = await call(app, "GET", "/s/never-was");
  expect(first.status).toBe(404);
  for (const wrong of nowhere) expect(comparable(await call(app, "GET", wrong)), wrong).toEqual(comparable(first));
  for (const secret of [path, ended, "garden"]) expect(app.log()).not.toContain(secret);
});

test("a second Clipdesk takes this one for its relay, by base URL and key alone", async ({ page, context, app }) => {
  const scripts = await holdScripts(context);
  await page.goto("/tokens", { waitUntil: "commit" });
  await page.getByRole("textbox", { name: "What the token is for" }).fill("the other desk");
  scripts.release();
  await page.getByRole("button", { name: "Make a token" }).click();
  const secret = (await page.getByText(/^ck_[A-Za-z0-9_-]{27}$/).textContent()) ?? "";
  await expectRefusals(app, secret);

  await using other = await startApp({ ...liveSettings(app.url), RELAY_API_KEY: secret });
  const { id } = await submitOne(other, { prompt: "a cat that swims" });
  const { relay_id: taskId, media } = await untilSaved(other, id);
  const ours = (await readJob(app, taskId ?? "")).job;
  expect(ours).toMatchObject({ prompt: "a cat that swims", status: "succeeded", media: { bytes: media.bytes } });
  await other.stop();

  const task = await query(app, secret, ours.id);
  const fresh = await fetch(task.video_url ?? "", { headers: { range: "bytes=0-1" } });
  expect([fresh.status, (await fresh.arrayBuffer()).byteLength]).toEqual([206, 2]);
  expect((await fetch(`${task.video_url}x`)).status).toBe(404);

  await page.goto("/");
  await play(cards(page, "a cat that swims"));
  const heldAgain = await holdScripts(context);
  await page.goto("/tokens", { waitUntil: "commit" });
  await page.getByRole("button", { name: "Revoke the token “the other desk”" }).click();
  heldAgain.release();
  await page.getByRole("group").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("No tokens yet.")).toBeVisible();
  expectRefused(await create(app, secret, {}), 401, "wrong_token");
  for (const word of [secret, "signature=", "a cat that swims"]) expect(app.log()).not.toContain(word);

  await page.goto("/api-docs");
  await expect(page.getByRole("article", { name: "POST /v1/video/create" })).toBeVisible();
  const document = JSON.parse((await call(app, "GET", "/api/openapi.json")).text);
  expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: app.url }] });
});

/** In a browser that knows nobody here, and runs no script. */
async function lookAt(browser: Browser, url: string, prompt: string, id: string): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  const complaints: string[] = [];
  context.on("console", (message) => complaints.push(message.text()));
  const page = await context.newPage();
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(prompt);
  const video = page.locator("video");
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBeGreaterThan(0);
  await video.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    return element.play();
  });
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.1);
  expect(asked.filter((address) => !address.startsWith(url) && !address.endsWith("/favicon.ico"))).toEqual([]);
  expect(asked.join(" ")).not.toContain(id);
  expect(complaints).toEqual([]);
  await context.close();
}

function expectPrivate({ headers }: Answer): void {
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("x-robots-tag")).toContain("noindex");
  expect(headers.get("set-cookie")).toBeNull();
}

/** @returns the path of a link whose job lies in the trash */
async function madeAndTrashed(app: Site): Promise<string> {
  const { id } = await submitOne(app, { prompt: "another" });
  expectProblem(await send(app, "POST", `/api/jobs/${id}/shares`, {}), 409, "not_shareable");
  await untilSaved(app, id);
  for (const days of [0, 2, "7", null]) {
    const { fields } = expectProblem(
      await send(app, "POST", `/api/jobs/${id}/shares`, { days }),
      400,
      "invalid_fields",
    );
    expect(Object.keys(fields ?? {})).toEqual(["days"]);
  }
  const made = await send(app, "POST", `/api/jobs/${id}/shares`, { days: 1 });
  expect(made.status, made.text).toBe(201);
  expect((await call(app, "DELETE", `/api/jobs/${id}`)).status).toBe(204);
  return new URL(JSON.parse(made.text).url).pathname;
}

function comparable({ status, text, headers }: Answer): unknown {
  return { status, text, headers: [...headers].filter(([name]) => name !== "date") };
}

const relayJob = { ...validJob, model: "jimeng-video-3.0" };

function create(app: Site, secret: string, fields: Record<string, unknown>, headers: Record<string, string> = {}) {
  const body = { ...relayJob, ...fields };
  return send(app, "POST", "/v1/video/create", body, { authorization: `Bearer ${secret}`, ...headers });
}

async function query(app: Site, secret: string, id: string) {
  const headers = { authorization: `Bearer ${secret}` };
  const answer = await call(app, "GET", `/v1/video/query?id=${id}`, { headers });
  expect(answer.status, answer.text).toBe(200);
  return frontTaskSchema.parse(JSON.parse(answer.text));
}

function expectRefused(answer: Answer, status: number, code: string, param: string | null = null): void {
  expect(answer.status, answer.text).toBe(status);
  expect(frontProblemSchema.parse(JSON.parse(answer.text)).error).toMatchObject({ code, param });
}

/** What is wrong is said in the relay's shape, and makes nothing. */
async function expectRefusals(app: Site, secret: string): Promise<void> {
  for (const wrong of ["", "ck_", secret.slice(0, -1), `${secret}x`, secret.toUpperCase()])
    expectRefused(await create(app, wrong, {}), 401, "wrong_token");
  expectRefused(await create(app, secret, {}, { "sec-fetch-site": "cross-site" }), 403, "cross_site");
  expectRefused(await create(app, secret, { prompt: "" }), 400, "invalid_fields", "prompt");
  expectRefused(await create(app, secret, { images: undefined }), 400, "invalid_fields", "images");
  expectRefused(await create(app, secret, { count: 2 }), 400, "invalid_fields", "count");
  expectRefused(await create(app, secret, {}, { "idempotency-key": "a b" }), 400, "invalid_fields", "Idempotency-Key");
  expectRefused(await call(app, "GET", "/v1/video/query?id=x"), 401, "wrong_token");
  const headers = { authorization: `Bearer ${secret}` };
  expectRefused(await call(app, "GET", "/v1/video/query", { headers }), 400, "invalid_query", "id");
  expectRefused(await call(app, "GET", "/v1/video/query?id=jimeng:1", { headers }), 400, "task_not_exist");
  expectRefused(await call(app, "GET", "/v1/models", { headers }), 404, "not_found");
  expect(JSON.parse((await call(app, "GET", "/api/jobs")).text).jobs).toEqual([]);

  const key = { "idempotency-key": "one" };
  const first = await create(app, secret, { prompt: "once" }, key);
  const again = await create(app, secret, { prompt: "once" }, key);
  expect([first.status, again.status, JSON.parse(again.text).id]).toEqual([200, 200, JSON.parse(first.text).id]);
  expectRefused(await create(app, secret, { prompt: "twice" }, key), 422, "intent_mismatch");
}
