/** Watching: in a tile, at large, several side by side. */
import type { Locator } from "@playwright/test";
import { en as text } from "#lib/text/en.ts";
import { share } from "#lib/text/en/share.ts";
import { watch } from "#lib/text/en/watch.ts";
import { readJob, submit, submitOne, untilSaved } from "./api.ts";
import { cards, expectStatus, generate } from "./desk.ts";
import { expect, test } from "./live.ts";

test("a tile plays without sound under a resting mouse and aloud when pressed, one at a time, and nothing moves", async ({
  page,
  app,
  relay,
}) => {
  await untilSaved(app, (await submitOne(app, { prompt: "second" })).id);
  relay.script("query", [{ kind: "ok", gate: "finish" }]);
  await submitOne(app, { prompt: "first", aspect_ratio: "2:3" });
  await page.goto("/");
  const first = cards(page, "first");
  await expectStatus(first, "Running");
  await expect(generate(page)).toBeEnabled(); // the page listens, and stands as it will
  const before = await boxOf(first);
  relay.open("finish");
  await expectStatus(first, "Succeeded");
  const play = first.getByRole("button", { name: "Play" });
  await expect(play).toBeVisible();
  expect(await boxOf(first)).toEqual(before);

  const second = cards(page, "second");
  await expect(second.getByRole("button", { name: "Play" })).toBeVisible();
  await first.hover();
  await expect.poll(() => stateOf(first)).toMatchObject({ hasMoved: true, muted: true, controls: false });
  await second.hover();
  await expect.poll(() => stateOf(second)).toMatchObject({ hasMoved: true, muted: true });
  expect(await stateOf(first)).toMatchObject({ isMoving: false });

  await first.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => stateOf(first)).toMatchObject({ hasMoved: true, muted: false, controls: true });
  await second.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => stateOf(second)).toMatchObject({ hasMoved: true, muted: false });
  expect(await stateOf(first)).toMatchObject({ isMoving: false });

  await test.step("who asked for less motion sees none that was not asked for", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.clock.install();
    await page.reload();
    await expect(play).toBeVisible();
    await first.hover();
    await page.clock.runFor(5_000);
    await expect(first.locator("video")).toHaveCount(0);
    await play.click();
    await expect.poll(() => stateOf(first)).toMatchObject({ hasMoved: true });
  });
});

test("the large view: by keyboard through the list, frame by frame, and Back is the way out", async ({
  page,
  app,
  expectConsoleError,
}) => {
  const ids: string[] = [];
  for (const prompt of ["oldest", "middle", "newest"]) ids.push((await submitOne(app, { prompt })).id);
  for (const id of ids) await untilSaved(app, id);
  await page.goto("/?q=e");
  await expect(cards(page)).toHaveCount(3);
  await expect(generate(page)).toBeEnabled(); // the page listens
  const opener = cards(page, "newest").getByRole("link", { name: text.job.large });
  await opener.focus();
  await page.keyboard.press("Enter");
  const view = page.getByRole("dialog", { name: "newest" });
  await expect(view).toBeVisible();
  await expect(page).toHaveURL(/\?q=e&watch=/);
  await expect.poll(() => stateOf(view)).toMatchObject({ hasMoved: true, muted: false });

  await test.step("slower, without sound, over and over, and frame by frame", async () => {
    const playIt = view.getByRole("button", { name: watch.player.play });
    await page.keyboard.press(" ");
    await expect(playIt).toBeVisible();
    await view.getByRole("combobox", { name: watch.player.speed }).selectOption("0.25");
    await view.getByRole("button", { name: watch.player.loop }).click();
    await page.keyboard.press("m");
    await page.keyboard.press("k");
    await expect.poll(() => stateOf(view)).toMatchObject({ hasMoved: true, muted: true, rate: 0.25, loop: true });
    // As slowly as this the slowest machine shows every frame.
    await expect(view.getByText(watch.player.measured(24))).toBeVisible();
    await page.keyboard.press("k");
    await expect(playIt).toBeVisible();
    await view.getByRole("slider", { name: watch.player.seek }).fill("2");
    const at = () => view.locator("video").evaluate((video: HTMLVideoElement) => video.currentTime);
    await page.keyboard.press(".");
    expect(await at()).toBeCloseTo(49.5 / 24, 3);
    await view.getByRole("button", { name: watch.player.frameOn }).click();
    expect(await at()).toBeCloseTo(50.5 / 24, 3);
    await page.keyboard.press(",");
    expect(await at()).toBeCloseTo(49.5 / 24, 3);
  });

  await test.step("the neighbours in the order of the list, and what was set stays set", async () => {
    await page.keyboard.press("ArrowRight");
    const middle = page.getByRole("dialog", { name: "middle" });
    await expect.poll(() => stateOf(middle)).toMatchObject({ hasMoved: true, muted: true, rate: 0.25, loop: true });
    await expect(middle.getByText("2 of 3", { exact: true })).toBeVisible();
    await expect(middle.getByRole("link", { name: text.actions.download })).toBeVisible();
    await expect(middle.getByRole("link", { name: watch.view.useAgain })).toHaveAttribute("href", /^\/\?again=/);
    await middle.getByRole("button", { name: text.tile.star }).click();
    await expect.poll(async () => (await readJob(app, ids[1] ?? "")).job.starred).toBe(true);
    await expect(middle.getByRole("button", { name: text.tile.star, pressed: true })).toBeVisible();
    await middle.getByRole("button", { name: watch.view.share }).click();
    const sharing = page.getByRole("dialog", { name: share.title });
    await sharing.getByRole("button", { name: share.make }).press("ArrowRight"); // not a key of the player behind it
    await page.keyboard.press("Escape");
    await expect(sharing).toHaveCount(0);
    await middle.getByRole("button", { name: watch.view.next }).click();
    await expect(page.getByRole("dialog", { name: "oldest" })).toBeVisible();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await expect(middle).toBeVisible();
  });

  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/\?q=e$/);
  const last = cards(page, "middle").getByRole("link", { name: text.job.large });
  await expect(last).toBeFocused();

  await test.step("a double press on Close goes back once", async () => {
    await last.press("Enter");
    const close = page.getByRole("dialog", { name: "middle" }).getByRole("button", { name: watch.view.close });
    await close.evaluate((button: HTMLButtonElement) => Array.from({ length: 2 }, () => button.click()));
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL(/\/\?q=e$/);
  });

  await test.step("a link to it opens it, and closing it stays on the desk", async () => {
    await page.goto(`/?q=e&watch=${ids[2]}`);
    await expect(page.getByRole("dialog", { name: "newest" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL(/\/\?q=e$/);
    await page.goto(`/?watch=${crypto.randomUUID()}`);
    expectConsoleError(/status of 404/);
    await expect(page.getByRole("dialog").getByText(watch.view.missing)).toBeVisible();
  });
});

test("takes side by side: one play head, one sound, the differences listed, on a phone too", async ({ page, app }) => {
  const alike = { prompt: "a slow tide at dawn" };
  const ids = [
    (await submitOne(app, alike)).id,
    (await submitOne(app, { prompt: "a quick tide at dawn", aspect_ratio: "2:3" })).id,
    (await submitOne(app, alike)).id,
  ];
  for (const id of ids) await untilSaved(app, id);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`/?compare=${ids.join(",")}`);
  const view = page.getByRole("dialog", { name: watch.compare.title(3) });
  const videos = view.locator("video");
  await expect(videos).toHaveCount(3);
  await view.getByRole("button", { name: watch.player.loop }).click(); // so that it can still be paused, however late
  await view.getByRole("button", { name: watch.player.play }).click();
  await expect.poll(async () => Math.min(...(await timesOf(videos)))).toBeGreaterThan(0.3);
  await expect.poll(async () => spreadOf(await timesOf(videos))).toBeLessThan(0.05);
  await expect.poll(() => mutedOf(videos)).toEqual([false, true, true]);
  await view.getByRole("button", { name: watch.compare.hear }).nth(1).click();
  await expect.poll(() => mutedOf(videos)).toEqual([true, false, true]);

  await view.getByRole("button", { name: watch.player.pause }).click();
  await view.getByRole("slider", { name: watch.player.seek }).fill("3");
  expect(await timesOf(videos)).toEqual([3, 3, 3]);
  await page.keyboard.press(",");
  expect(spreadOf(await timesOf(videos))).toBe(0);
  expect((await timesOf(videos))[0]).toBeLessThan(3);

  const different = view.getByRole("region", { name: watch.compare.different });
  await expect(different.locator("mark")).toHaveText(["slow", "quick", "slow"]);
  await expect(different.getByText("2:3", { exact: true })).toBeVisible();
  await expect(view.getByRole("region", { name: watch.compare.same }).getByText("720P", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  await test.step("a take at large over it, and back to it", async () => {
    await view.getByRole("link", { name: `${watch.compare.large}: ${watch.compare.take(2)}` }).click();
    await expect(page.getByRole("dialog", { name: "a quick tide at dawn" })).toBeVisible();
    await page.keyboard.press("ArrowLeft");
    await expect(page.getByRole("dialog", { name: "a slow tide at dawn" })).toBeVisible();
    await page.goBack();
    await expect(view).toBeVisible();
    await view.getByRole("button", { name: watch.compare.close }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL(/\/$/);
  });
});

test("the job's page leads to the takes beside it, and compares them", async ({ page, app }) => {
  const [one, two] = await submit(app, { prompt: "take", count: 2 });
  for (const job of [one, two]) await untilSaved(app, job?.id ?? "");
  await page.goto(`/jobs/${one?.id}`);
  const main = page.getByRole("main");
  await main.getByRole("button", { name: text.actions.retry }).click();
  const takes = main.getByRole("region", { name: watch.page.takes });
  await expect(takes.getByRole("listitem")).toHaveCount(3);
  await expect(takes.getByRole("listitem").filter({ hasText: watch.page.again })).toHaveCount(1);
  await takes.getByRole("link", { name: watch.compare.link(3) }).click();
  await expect(page.getByRole("dialog", { name: watch.compare.title(3) })).toBeVisible();
  await expect(page.getByText(watch.compare.allSame)).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(`/jobs/${one?.id}`);
  await takes.getByRole("link", { name: watch.page.open }).first().click();
  await expect(page).toHaveURL(`/jobs/${two?.id}`);
});

async function stateOf(place: Locator) {
  const video = place.locator("video");
  if ((await video.count()) === 0) return { isMoving: false, hasMoved: false };
  return video.evaluate(({ paused, ended, currentTime, muted, controls, playbackRate, loop }: HTMLVideoElement) => ({
    isMoving: !paused && currentTime > 0,
    // A clip of five seconds may be over before somebody looks.
    hasMoved: (!paused || ended) && currentTime > 0,
    muted,
    controls,
    rate: playbackRate,
    loop,
  }));
}

/** Of the picture's place in a card. */
function boxOf(card: Locator) {
  return card.locator("> div").first().boundingBox();
}

function timesOf(videos: Locator): Promise<number[]> {
  return videos.evaluateAll((all) => all.map((video) => (video instanceof HTMLVideoElement ? video.currentTime : -1)));
}

function mutedOf(videos: Locator): Promise<boolean[]> {
  return videos.evaluateAll((all) => all.map((video) => video instanceof HTMLVideoElement && video.muted));
}

function spreadOf(times: readonly number[]): number {
  return Math.max(...times) - Math.min(...times);
}
