/** The pages speak English and Chinese, in light and in dark, and changing either loses nothing. */
import type { Page } from "@playwright/test";
import { crashText } from "#lib/crash-text.ts";
import { en } from "#lib/text/en.ts";
import { zh } from "#lib/text/zh.ts";
import { submitOne, untilStatus } from "./api.ts";
import { expect, test } from "./fixtures.ts";

const han = /\p{Script=Han}/u;

test("the switch changes the language at once, keeps what was typed and opened, and is remembered", async ({
  page,
  app,
}) => {
  const { id } = await submitOne(app, { prompt: "a quiet harbour" });
  await untilStatus(app, id, "succeeded");
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const prompt = page.getByRole("textbox", { name: en.composer.prompt });
  await prompt.fill("half an idea");
  await page.getByRole("radio", { name: "1:1" }).check();
  await page.getByRole("button", { name: en.composer.addReference }).click();
  await expect(page.getByRole("textbox", { name: en.composer.reference(1) })).toBeFocused();
  await page.getByText(en.demo.words).click();
  const marked = await markPage(page);

  await page.getByRole("button", { name: "中文" }).press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("button", { name: "English" })).toBeFocused();
  await expect(page.getByRole("region", { name: zh.jobs.title })).toBeVisible();
  await expect(page.getByText(zh.statuses.succeeded, { exact: true })).toBeVisible();
  await expect(page.getByRole("textbox", { name: zh.composer.prompt })).toHaveValue("half an idea");
  await expect(page.getByRole("radio", { name: "1:1" })).toBeChecked();
  await expect(page.getByRole("textbox", { name: zh.composer.reference(1) })).toBeVisible();
  await expect(page.getByText(zh.demo.effects["#slow"])).toBeVisible();
  expect(await marked()).toBe(true);
  expect(await englishOn(page)).toEqual([]);

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("textbox", { name: en.composer.prompt })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test.describe("in a Chinese browser", () => {
  test.use({ locale: "zh-CN" });

  test("every page begins in Chinese, in its first byte, and a crash is told in Chinese too", async ({
    page,
    app,
    request,
    expectConsoleError,
  }) => {
    const { id } = await submitOne(app, { prompt: "一只纸船 #failed" });
    const { failure } = await untilStatus(app, id, "failed");
    for (const [path, heading] of [
      ["/", "Clipdesk"],
      [`/jobs/${id}`, "一只纸船 #failed"],
      ["/no/such/page", zh.notFound.title],
    ] as const) {
      if (path.startsWith("/no")) expectConsoleError(/404/);
      const first = await (await request.get(path, { headers: { "accept-language": "zh-CN" } })).text();
      expect(first).toContain('<html lang="zh-CN"');
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      expect(await englishOn(page, failure?.message), path).toEqual([]);
    }
    const manifest = await request.get("/manifest.webmanifest", { headers: { "accept-language": "zh-CN" } });
    expect(await manifest.json()).toMatchObject({ lang: "zh-CN", description: zh.tagline });

    expectConsoleError(/no dates today/);
    await page.addInitScript(() => {
      const broken = () => {
        throw new Error("no dates today");
      };
      Object.defineProperty(Intl.DateTimeFormat.prototype, "format", { get: broken });
      Intl.DateTimeFormat.prototype.formatToParts = broken;
    });
    await page.goto(`/jobs/${id}`);
    await expect(page.getByRole("heading", { level: 1, name: crashText.zh.title })).toBeVisible();
    expect(await englishOn(page)).toEqual([]);
  });
});

test("the theme is chosen in the menu, holds from the first byte of the next page, and follows the system again", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await choose(en.header.themes.dark);
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  const html = await (await page.request.get("/")).text();
  expect(html).toMatch(/<html [^>]*data-theme="dark"/);
  expect(html).toContain('<meta name="color-scheme" content="dark"/>');
  await page.reload();
  await expect.poll(ground).toBe(dark);

  await choose(en.header.themes.system);
  await expect.poll(ground).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).toBe(dark);

  async function choose(theme: string) {
    await page.getByRole("button", { name: /^Theme: / }).click();
    await page.getByRole("menuitemradio", { name: theme }).click();
    await expect(page.getByRole("button", { name: en.header.theme(theme) })).toBeFocused();
  }
});

/** @returns whether the document is still the same one */
async function markPage(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Object.assign(window, { isMarked: true }));
  return () => page.evaluate(() => "isMarked" in window);
}

/** What is read on a Chinese page without a Chinese word in it, but for names, ids, code and what others have said. */
async function englishOn(page: Page, relayWords?: string): Promise<string[]> {
  const words = await page.evaluate(() => {
    const quoted = "script, style, noscript, [hidden], q, code, pre, kbd, .font-mono";
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [...document.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label") ?? "");
    while (texts.nextNode()) {
      const { parentElement: parent, textContent } = texts.currentNode;
      if (parent?.closest(quoted) === null) found.push(textContent?.trim() ?? "");
    }
    return found;
  });
  const own = /^(Clipdesk|English|720P|Enter|Ctrl|#\w+|half an idea|a quiet harbour|jimeng.*|Ctrl 或.*|failed)$/;
  const spoken = words.map((line) => line.replace(/“[^”]*”|^demo:\S+/g, ""));
  return spoken.filter((line) => /[a-z]{3}/i.test(line) && !han.test(line) && !own.test(line) && line !== relayWords);
}
