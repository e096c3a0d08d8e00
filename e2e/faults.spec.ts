/** When the relay, the account or the disk fails: the page says why, nothing is lost, and it goes on by itself or by a press. */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { en as text } from "#lib/text/en.ts";
import { listJobs, readDispatch, readJob, submitOne, untilSaved, untilStatus } from "./api.ts";
import { cards, expectStatus, fillIn, generate, play } from "./desk.ts";
import { test as base } from "./fixtures.ts";
import { apiKey, expect, liveSettings, test } from "./live.ts";
import { seen } from "./relay/behaviour.ts";
import { startRelay } from "./relay/server.ts";
import { freePort } from "./server.ts";

const withoutRelay = base.extend<{ port: number }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
  port: async ({}, use) => use(await freePort()),
  settings: async ({ port }, use) => use(liveSettings(`http://127.0.0.1:${port}`)),
});

withoutRelay(
  "with the relay down the app starts, jobs wait and the page says why; then they go out",
  async ({ page, app, port }) => {
    await page.goto("/");
    await fillIn(page, { prompt: "patient" });
    await generate(page).click();
    const card = cards(page, "patient");
    await expectStatus(card, "Queued");
    await expect(card.getByText(text.waiting.unreachable)).toBeVisible();
    await expect(page.getByText(text.dispatch.trouble)).toBeVisible();
    expect((await readDispatch(app)).trouble?.message).toMatch(/refused|ECONNREFUSED/);

    const relay = await startRelay({ port, apiKey });
    try {
      // By now it may have been tried three times, and rests for longer each time.
      await expect(card.getByText("Succeeded", { exact: true })).toBeVisible({ timeout: 90_000 });
      await play(card);
      await expect(page.getByText(text.dispatch.trouble)).toHaveCount(0);
      expect(relay.posts()).toHaveLength(1);
    } finally {
      await relay.close();
    }
  },
);

for (const [what, answer, words] of [
  ["an account without credit", seen.noCredit, "user quota is not enough, remaining quota: $0.000000"],
  ["a key that is not let in", seen.badKey, "Invalid token"],
] as const) {
  test(`${what} pauses all submissions with the relay's own words, until a person resumes`, async ({
    page,
    app,
    relay,
  }) => {
    relay.script("create", [answer]);
    await submitOne(app, { prompt: "first" });
    await page.goto("/");
    await expect(page.getByText(text.dispatch.paused.account)).toBeVisible();
    await expect(page.getByText(words)).toBeVisible();
    await fillIn(page, { prompt: "second" });
    await generate(page).click();
    await expectStatus(cards(page, "first"), "Queued");
    await expectStatus(cards(page, "second"), "Queued");
    expect(relay.posts()).toHaveLength(1);
    expect(relay.tasks).toHaveLength(0);

    await page.getByRole("button", { name: text.dispatch.resume }).click();
    await expect(page.getByText(words)).toHaveCount(0);
    await expectStatus(cards(page, "first"), "Succeeded");
    await expectStatus(cards(page, "second"), "Succeeded");
    expect(relay.posts()).toHaveLength(3);
    expect(relay.tasks).toHaveLength(2);
  });
}

test("a busy relay is waited for, and accepts the job once", async ({ page, app, relay }) => {
  let isBusy = true;
  relay.script("create", () => (isBusy ? seen.busy() : undefined));
  const { id } = await submitOne(app, { prompt: "in line" });
  await page.goto("/");
  await expect(cards(page, "in line").getByText(text.waiting.busy)).toBeVisible();
  await expectStatus(cards(page, "in line"), "Queued");
  isBusy = false;
  await expectStatus(cards(page, "in line"), "Succeeded");
  const accepted = relay.posts().map(({ taskId }) => taskId !== null);
  expect(accepted.length).toBeGreaterThan(1);
  expect(accepted.lastIndexOf(false)).toBe(accepted.indexOf(true) - 1);
  const { events } = await readJob(app, id);
  expect(events.filter(({ type }) => type === "accepted")).toHaveLength(1);
});

test("a refused request fails as not charged, with the relay's own words, and can be sent again", async ({
  page,
  app,
  relay,
}) => {
  relay.script("create", [seen.refusedAs500]);
  await submitOne(app, { prompt: "not allowed" });
  await page.goto("/");
  const card = cards(page, "not allowed");
  await expectStatus(card, "Failed");
  await expect(card.getByText("Pre Img Risk Not Pass")).toBeVisible();
  await expect(card.getByText(text.charged.no)).toBeVisible();
  await card.getByRole("button", { name: text.actions.retry }).dblclick();
  await expect(cards(page, "not allowed")).toHaveCount(2);
  await expectStatus(cards(page, "not allowed").first(), "Succeeded");
  expect(relay.posts()).toHaveLength(2);
  expect(relay.tasks).toHaveLength(1);
});

test("a job that waits can be canceled, and then costs nothing", async ({ page, app, relay }) => {
  await page.goto("/");
  await page.getByRole("button", { name: text.dispatch.pause }).click();
  await expect(page.getByText(text.dispatch.paused.operator)).toBeVisible();
  await expect(page.getByRole("heading", { name: text.jobs.title })).toBeFocused();
  await fillIn(page, { prompt: "second thoughts" });
  await generate(page).click();
  // The second half comes when Retry has long been there.
  const cancel = cards(page, "second thoughts").getByRole("button", { name: text.actions.cancel });
  await cancel.dblclick({ delay: 300 });
  await expectStatus(cards(page, "second thoughts"), "Canceled");
  await page.getByRole("button", { name: text.dispatch.resume }).click();
  const other = await submitOne(app, { prompt: "another" });
  await untilStatus(app, other.id, "succeeded");
  expect((await listJobs(app)).map(({ status }) => status)).toEqual(["succeeded", "canceled"]);
  expect(relay.posts()).toHaveLength(1);
});

test("a dead link to a finished video is replaced by a fresh one, and nothing is generated again", async ({
  app,
  relay,
}) => {
  relay.script("file", [seen.expiredLink]);
  const { id } = await submitOne(app);
  await untilSaved(app, id);
  const calls = relay.requests.map(({ target, behaviour }) => `${target} ${behaviour}`);
  const dead = calls.indexOf("file answer");
  expect(calls.slice(dead, dead + 3)).toEqual(["file answer", "query ok", "file ok"]);
  expect(relay.posts()).toHaveLength(1);
});

test("a media folder that fails delays the video and leaves nothing half-written", async ({ page, app, relay }) => {
  const folder = join(app.dataDir, "media");
  await rm(folder, { recursive: true });
  await writeFile(folder, "in the way");
  const { id } = await submitOne(app, { prompt: "no room" });
  const job = await untilStatus(app, id, "succeeded");
  expect(job.media.video_url).toBeNull();
  await expect.poll(async () => (await readJob(app, id)).job.media.error).not.toBeNull();
  await page.goto("/");
  await expectStatus(cards(page, "no room"), "Succeeded");
  await expect(cards(page, "no room").getByText(text.media.pending)).toBeVisible();

  await rm(folder);
  await mkdir(folder, { recursive: true }); // the app may be the first to make it
  await untilSaved(app, id);
  await play(cards(page, "no room"));
  expect((await readdir(folder)).filter((file) => file.endsWith(".part"))).toEqual([]);
  expect(relay.posts()).toHaveLength(1);
});
