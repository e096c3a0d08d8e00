/** Reference images: several at once, looked at before money is spent, in an order that can be changed. */
import type { Locator, Page } from "@playwright/test";
import { en } from "#lib/text/en.ts";
import { listJobs } from "./api.ts";
import { cards, expectStatus, fillIn, generate, hangPictures, image } from "./desk.ts";
import { expect, test } from "./live.ts";

const text = en.composer;
const good = "https://images.example/1024x768.png";
const tall = "https://images.example/600x900.jpg?signature=a,b";
const small = "https://images.example/100x100.png";
const long = "https://images.example/400x2000.png";
const gone = "https://images.example/gone.png";

test("references are pasted at once, looked at, ordered and sent as they were typed", async ({
  page,
  context,
  app,
  relay,
  expectConsoleError,
}) => {
  expectConsoleError(/images\.example\/gone/);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const pictures = await hangPictures(page);
  await page.goto("/");
  await fillIn(page, { prompt: "a walk" });
  const add = page.getByRole("button", { name: "Add reference image" });

  await test.step("several links in one paste become rows with what was seen beside each", async () => {
    await add.click();
    await expect(image(page, 1)).toBeFocused();
    await pasteText(page, `${good}\n  ${small} ${gone}\n`);
    await expect(image(page, 1)).toHaveValue(good);
    await expect(image(page, 2)).toHaveValue(small);
    await expect(image(page, 3)).toHaveValue(gone);
    await expect(image(page, 3)).toBeFocused();
    await expect(image(page, 1)).toHaveAccessibleDescription(/1024 × 768/);
    await expect(image(page, 2)).toHaveAccessibleDescription(new RegExp(text.imageFaults.tooSmall));
    await expect(image(page, 3)).toHaveAccessibleDescription(new RegExp(text.imageFaults.unseen.slice(0, 30)));
    await expect(page.getByText(text.ratioIs(1024, 768))).toBeVisible();
    for (const place of [1, 2, 3]) await expect(row(page, place)).toContainText(text.frames.numbered(place));
  });

  await test.step("what breaks a rule of the relay is not sent until the person insists; what is doubtful only warns", async () => {
    await generate(page).click();
    await expect(page.getByRole("form").getByRole("alert")).toHaveText(text.invalid(1));
    await expect(image(page, 2)).toBeFocused();
    await expect(image(page, 2)).toHaveAttribute("aria-invalid", "true");
    expect(await listJobs(app)).toEqual([]);
    await row(page, 2).getByRole("button", { name: text.useAnyway }).click();
    await expect(image(page, 2)).not.toHaveAttribute("aria-invalid", "true");
    await generate(page).click();
    await expectStatus(cards(page, "a walk"), "Succeeded");
    expect((await listJobs(app))[0]?.images).toEqual([good, small, gone]);
    expect(relay.posts()).toHaveLength(1);
  });

  await test.step("rows are moved by buttons and by dragging, and removed; the tags and the focus follow", async () => {
    await image(page, 3).fill(tall);
    await row(page, 3)
      .getByRole("button", { name: text.moveUp(3) })
      .click();
    await expect(image(page, 2)).toHaveValue(tall);
    await expect(row(page, 2).getByRole("button", { name: text.moveUp(2) })).toBeFocused();
    await drag(page, thumb(row(page, 3)), row(page, 1));
    await expect(image(page, 1)).toHaveValue(small);
    await expect(image(page, 2)).toHaveValue(good);
    await row(page, 1)
      .getByRole("button", { name: text.remove(1) })
      .click();
    await expect(image(page, 3)).toHaveCount(0);
    await expect(row(page, 1)).toContainText(text.frames.first);
    await expect(row(page, 2)).toContainText(text.frames.last);
    await expect(image(page, 2)).toHaveValue(tall);

    await test.step("Escape puts a dragged row back", async () => {
      await hover(page, thumb(row(page, 2)));
      await page.mouse.down();
      await hover(page, row(page, 1));
      await expect(image(page, 1)).toHaveValue(tall);
      await page.keyboard.press("Escape");
      await page.mouse.up();
      await expect(image(page, 1)).toHaveValue(good);
    });
    await fillIn(page, { prompt: "a longer walk" });
    await generate(page).click();
    await expectStatus(cards(page, "a longer walk"), "Succeeded");
    expect((await listJobs(app))[0]?.images).toEqual([good, tall]);
  });

  await test.step("a press that comes before anybody has looked waits for the look", async () => {
    await fillIn(page, { prompt: "too quick" });
    await image(page, 2).fill(long);
    await page.keyboard.press("Control+Enter");
    await expect(image(page, 2)).toHaveAccessibleDescription(new RegExp(text.imageFaults.tooLong));
    await expect(page.getByRole("form").getByRole("alert")).toHaveText(text.invalid(1));
    expect(relay.posts()).toHaveLength(2);
  });

  await test.step("a private address is named and not followed", async () => {
    await image(page, 2).fill("https://192.168.7.7/320x320.png");
    await expect(image(page, 2)).toHaveAccessibleDescription(new RegExp(text.imageFaults.private));
    expect(pictures.asked.filter((url) => url.includes("192.168"))).toEqual([]);
  });

  await test.step("more than the relay takes can be pasted, and is named at the press", async () => {
    await image(page, 2).fill("");
    await image(page, 2).focus();
    await pasteText(page, [1, 2, 3, 4].map((index) => `https://images.example/400x40${index}.png`).join("\n"));
    await expect(image(page, 5)).toBeVisible();
    await image(page, 2).fill("cat.png");
    await generate(page).click();
    // What is wrong with one of them is said besides what is wrong with all of them.
    await expect(page.getByRole("form").getByRole("alert")).toHaveText(text.invalid(2));
    await expect(image(page, 2)).toHaveAccessibleDescription(/must be a link that starts with http/);
    await expect(image(page, 2)).toBeFocused();
    await expect(image(page, 5)).toHaveAccessibleDescription(/at most 4 reference images/);
    await expect(page.getByRole("group", { name: text.references })).toContainText("at most 4 reference images");
    await row(page, 5)
      .getByRole("button", { name: text.remove(5) })
      .click();
    await expect(page.getByRole("group", { name: text.references })).not.toContainText("at most 4 reference images");
  });
});

test("a finger drags a reference, and the page stays where it is", async ({ browser, app }) => {
  const context = await browser.newContext({
    baseURL: app.url,
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await hangPictures(page);
  await page.goto(`/?${new URLSearchParams([good, tall].map((url) => ["image", url]))}`);
  await expect(image(page, 1)).toHaveAccessibleDescription(/1024 × 768/);
  await expect(image(page, 2)).toHaveAccessibleDescription(/600 × 900/);
  await expect(generate(page)).toBeEnabled();
  await row(page, 1).scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => window.scrollY);
  const [from, to] = [await middle(thumb(row(page, 2))), await middle(row(page, 1))];
  const touch = await context.newCDPSession(page);
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [from] });
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: from.x, y: from.y - 20 }] });
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [to] });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(image(page, 1)).toHaveValue(tall);
  await expect(image(page, 2)).toHaveValue(good);
  expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
  await context.close();
});

function row(page: Page, position: number): Locator {
  return page.getByRole("listitem").filter({ has: image(page, position) });
}

/** What a row is dragged by; for eyes and hands only, so it has no name. */
function thumb(place: Locator): Locator {
  return place.getByTitle(text.drag);
}

async function pasteText(page: Page, copied: string): Promise<void> {
  await page.evaluate((clip) => navigator.clipboard.writeText(clip), copied);
  await page.keyboard.press("Control+V");
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await hover(page, from);
  await page.mouse.down();
  await hover(page, to);
  await page.mouse.up();
}

async function hover(page: Page, place: Locator): Promise<void> {
  const { x, y } = await middle(place);
  await page.mouse.move(x, y, { steps: 4 });
}

async function middle(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (box === null) throw new Error("Not in the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
