/** The sheet as somebody lives with it: many jobs, what is looked for among them, and what is heard of them. */
import type { Page } from "@playwright/test";
import { en as text } from "#lib/text/en.ts";
import { bulk } from "#lib/text/en/bulk.ts";
import { fill } from "../scripts/bench/seed.ts";
import { listJobs, readJob, submit, submitOne, untilSaved, untilStatus } from "./api.ts";
import { cards, expectStatus, fillIn, generate, showAgain } from "./desk.ts";
import { expect, test as live } from "./live.ts";
import { test } from "./fixtures.ts";
import { scrollTo, settle } from "./wheel.ts";

test("hundreds of jobs are a small page; what is new waits above, and Back and a reload lead to where one was", async ({
  page,
  app,
  expectConsoleError,
}) => {
  expectConsoleError(/status of 404/); // the seeded jobs have no files
  await app.stop();
  fill(app.dataDir, 400);
  await app.start();
  const html = await (await page.request.get("/")).text();
  expect(html.match(/<article/g)).toHaveLength(8); // a first screen, before any script

  await page.goto("/");
  await expect(generate(page)).toBeEnabled();
  await expect(page.getByRole("button", { name: "All 400" })).toBeVisible();
  const read = cards(page).filter({ hasText: "Take 150:" });
  await scrollTo(page, 150);
  await expect(read).toBeInViewport();
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(2_000);
  await settle(page);
  const before = await read.boundingBox();

  await test.step("a new job does not move what is read", async () => {
    await submitOne(app, { prompt: "brand new #slow" });
    await showAgain(page);
    await expect(page.getByRole("button", { name: text.jobs.above(1) })).toBeVisible();
    expect(await read.boundingBox()).toEqual(before);
    await expect(page).toHaveTitle("(1) Clipdesk");
  });

  await test.step("Back from a job's page", async () => {
    await read.getByRole("link", { name: /^Take 150:/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Take 150:/ })).toBeVisible();
    await page.goBack();
    await expect(read).toBeInViewport();
    await expect.poll(async () => Math.round((await read.boundingBox())?.y ?? 0)).toBe(Math.round(before?.y ?? -1));
  });

  await test.step("a reload", async () => {
    await page.reload();
    await expect(read).toBeInViewport();
  });

  await test.step("by the arrows, and the control leads to what is new", async () => {
    await read.focus();
    await page.keyboard.press("ArrowRight");
    await expect(cards(page).filter({ hasText: "Take 149:" })).toBeFocused();
    await submitOne(app, { prompt: "newer still" });
    await showAgain(page);
    await page.getByRole("button", { name: text.jobs.above(1) }).click();
    await expect(cards(page, "newer still")).toBeInViewport();
    await expect(cards(page, "brand new #slow")).toBeInViewport();
  });

  await test.step("what waits says how long it usually takes here, from the hundreds that were made", async () => {
    await page.getByRole("button", { name: text.dispatch.pause }).click();
    await expect(page.getByText(text.dispatch.paused.operator)).toBeVisible();
    await submitOne(app, { prompt: "patient" });
    await expect(cards(page, "patient")).toContainText(text.tile.usually(text.tile.about("1 min 30 s")));
  });
});

live("what is looked for stands in the address, and Back walks through it", async ({ page, app }) => {
  const [cat = { id: "" }] = await submit(app, { prompt: "A paper CAT on the moon" });
  await submitOne(app, { prompt: "一只纸船顺流而下" });
  const batch = await submit(app, { prompt: "Silk", count: 2 });
  for (const { id } of [cat, ...batch]) await untilStatus(app, id, "succeeded");
  await page.goto("/");
  await expect(cards(page)).toHaveCount(4);
  await expect(generate(page)).toBeEnabled(); // the page listens
  const search = page.getByRole("searchbox", { name: text.jobs.search });

  await live.step("a search in any case, in Chinese, and never for half a word of an input method", async () => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).searchParams.get("q") ?? ""));
    await page.keyboard.press("/");
    await expect(search).toBeFocused();
    await page.keyboard.type("cat moon");
    await expect(cards(page)).toHaveCount(1);
    await expect(page).toHaveURL(/\?q=cat\+moon$/);
    await search.clear();
    await expect(cards(page)).toHaveCount(4);
    const keyboard = await page.context().newCDPSession(page);
    await keyboard.send("Input.imeSetComposition", { text: "zhi chuan", selectionStart: 9, selectionEnd: 9 });
    await expect(search).toHaveValue("zhi chuan");
    await longerThanTheTypingPause(page);
    await keyboard.send("Input.insertText", { text: "纸船" });
    await expect(cards(page)).toHaveCount(1);
    expect(asked).not.toContain("zhi chuan");
  });

  await live.step("each choice is one step back", async () => {
    await page.getByRole("button", { name: "Ready 4" }).click();
    await expect(page).toHaveURL(/show=ready/);
    await page.goBack();
    await expect(page).toHaveURL(/\?q=%E7%BA%B8%E8%88%B9$/);
    await expect(search).toHaveValue("纸船");
    await page.getByRole("button", { name: "Trash 0" }).click();
    await expect(page.getByText(text.jobs.nothingFound)).toBeVisible();
    await page.getByRole("button", { name: text.jobs.showAll }).click();
    await expect(cards(page)).toHaveCount(4);
    await expect(search).toHaveValue("");
  });

  await live.step("one batch", async () => {
    await menu(page, "Silk", text.tile.showBatch);
    await expect(cards(page)).toHaveCount(2);
    await page.goBack();
    await expect(cards(page)).toHaveCount(4);
  });
});

live(
  "a star is kept or taken back with words, and the trash gives everything back",
  async ({ page, app, expectConsoleError }) => {
    expectConsoleError(/ERR_CONNECTION_RESET/);
    const cat = await submitOne(app, { prompt: "cat" });
    await submitOne(app, { prompt: "dog" });
    await untilSaved(app, cat.id);
    await page.goto("/");
    const star = cards(page, "cat").getByRole("button", { name: text.tile.star });

    await page.route("**/star", (route) => route.abort("connectionreset"), { times: 1 });
    await star.click();
    await expect(page.getByText(text.tile.starFailed(text.problems.unreachable))).toBeVisible();
    await expect(star).toHaveAttribute("aria-pressed", "false");
    await page.getByRole("button", { name: text.actions.close }).click();
    await cards(page, "cat").focus();
    await page.keyboard.press("s");
    await expect(star).toHaveAttribute("aria-pressed", "true");
    await expect.poll(async () => (await readJob(app, cat.id)).job.starred).toBe(true);
    await page.getByRole("button", { name: "Starred 1" }).click();
    await expect(cards(page)).toHaveCount(1);

    await live.step("to the trash by its key, with the way back in the message", async () => {
      await cards(page, "cat").focus();
      await page.keyboard.press("Delete");
      await expect(cards(page)).toHaveCount(0);
      await page.getByRole("button", { name: text.actions.undo }).click();
      await expect(cards(page, "cat")).toBeVisible();
      await expect.poll(async () => (await readJob(app, cat.id)).job.trashed).toBe(false);
    });

    await live.step("and back from the trash's own view", async () => {
      await menu(page, "cat", text.actions.trash);
      await page.getByRole("button", { name: "Trash 1" }).click();
      await expect(page.getByText(text.jobs.trashNote)).toBeVisible();
      await cards(page, "cat").getByRole("button", { name: text.actions.restore }).click();
      await expect(page.getByText(text.jobs.trashEmpty)).toBeVisible();
      await expect.poll(async () => (await listJobs(app)).map(({ prompt }) => prompt)).toEqual(["dog", "cat"]);
    });
  },
);

live(
  "each end is told once across tabs, after a person asked for it, and a press on the notice leads to the job",
  async ({ page, context, app, relay }) => {
    await context.addInitScript(() => {
      const asked = { permission: "default", told: [] as string[] };
      class Notice extends EventTarget {
        static requestPermission() {
          localStorage.setItem("permission", "granted");
          return Promise.resolve("granted");
        }
        static get permission() {
          return localStorage.getItem("permission") ?? asked.permission;
        }
        constructor(title: string, options: { body: string }) {
          super();
          localStorage.setItem("told", `${localStorage.getItem("told") ?? ""}${title}: ${options.body}\n`);
          Object.assign(window, { notice: this });
        }
        close() {}
      }
      Object.assign(window, { Notification: Notice });
      document.hasFocus = () => false;
    });
    const offer = page.getByRole("button", { name: bulk.notices.offer });
    await page.goto("/");
    const second = await context.newPage();
    await second.goto("/");
    await expect(generate(page)).toBeVisible();
    await expect(offer).toHaveCount(0);
    relay.script("create", [{ kind: "ok", gate: "answer" }]);
    await fillIn(page, { prompt: "cat fish" });
    await generate(page).click();
    await offer.click();
    await expect(page.getByRole("button", { name: bulk.notices.on })).toBeVisible();
    await second.reload();
    relay.open("answer");
    for (const tab of [page, second]) await expectStatus(cards(tab, "cat fish"), "Succeeded");
    const told = () => page.evaluate(() => localStorage.getItem("told"));
    await expect.poll(told).toBe(`${text.announcements.succeeded}: cat fish\n`);
    // Another end, so that whatever the first might still have set off has had its turn.
    const other = await submitOne(app, { prompt: "not from here" });
    for (const tab of [page, second]) {
      await showAgain(tab);
      await expectStatus(cards(tab, "not from here"), "Succeeded");
    }
    expect(other.id).not.toBe("");
    expect(await told()).toBe(`${text.announcements.succeeded}: cat fish\n`);

    const teller = (await page.evaluate(() => "notice" in window)) ? page : second;
    await teller.evaluate(() => {
      if ("notice" in window && window.notice instanceof EventTarget) window.notice.dispatchEvent(new Event("click"));
    });
    await expect(cards(teller, "cat fish")).toBeFocused();
  },
);

async function menu(page: Page, prompt: string, item: string): Promise<void> {
  await cards(page, prompt).first().getByRole("button", { name: text.tile.more }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function longerThanTheTypingPause(page: Page): Promise<void> {
  const startedAt = await page.evaluate(() => performance.now());
  await page.waitForFunction((from) => performance.now() - from > 600, startedAt);
}
