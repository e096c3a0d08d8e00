/** The keys of the desk, and the switch for them. */
import type { Page } from "@playwright/test";
import { en as text } from "#lib/text/en.ts";
import { submitOne, untilSaved } from "./api.ts";
import { cards, expectDraft, generate } from "./desk.ts";
import { expect, test } from "./live.ts";

test("the desk is walked, watched and searched by single keys, and a person can turn all of them off", async ({
  page,
  app,
}) => {
  for (const prompt of ["older", "newer"]) await untilSaved(app, (await submitOne(app, { prompt })).id);
  await page.goto("/");
  await expect(generate(page)).toBeEnabled(); // the page listens
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  const { keyboard } = page;

  await test.step("on", async () => {
    await keyboard.press("n");
    await expect(prompt).toBeFocused();
    await keyboard.press("n"); // a letter, where somebody types
    await expectDraft(page, "n");
    await prompt.blur();
    await keyboard.press("ArrowRight");
    await expect(cards(page, "newer")).toBeFocused();
    await keyboard.press("ArrowRight");
    await expect(cards(page, "older")).toBeFocused();
    await keyboard.press("Space");
    const video = cards(page, "older").locator("video");
    await expect.poll(() => video.evaluate((clip: HTMLVideoElement) => clip.currentTime)).toBeGreaterThan(0);
    await cards(page, "older").focus();
    await keyboard.press("ArrowLeft");
    await expect(cards(page, "newer")).toBeFocused();
    await keyboard.press("Enter");
    const large = page.getByRole("dialog", { name: "newer" });
    await expect(large).toBeVisible();
    await keyboard.press("Escape");
    await expect(large).toHaveCount(0);
    await keyboard.press("/");
    const search = page.getByRole("searchbox", { name: text.jobs.search });
    await expect(search).toBeFocused();
    await typeOnWhileSearching(page, "er");
    await keyboard.type("old");
    await expect(cards(page)).toHaveCount(1);
    await expect(page).toHaveURL("/?q=older");
    await expect(search).toHaveValue("older");
    await search.clear();
    await expect(cards(page)).toHaveCount(2);
  });

  await test.step("off", async () => {
    const help = page.getByRole("dialog", { name: text.help.title });
    await cards(page, "newer").focus();
    await keyboard.press("?");
    await help.getByRole("checkbox", { name: text.help.keysOn }).uncheck();
    await keyboard.press("Escape");
    await expect(help).toHaveCount(0);
    await cards(page, "newer").focus();
    // All that listens is loaded by now and would have answered within the press.
    for (const key of ["n", "ArrowRight", "s", "x", "/", "Enter", "?"]) {
      await keyboard.press(key);
      await expect(cards(page, "newer")).toBeFocused();
    }
    await expect(cards(page, "newer").getByRole("button", { name: text.tile.star, pressed: false })).toBeVisible();
    await expect(cards(page, "newer").getByRole("checkbox", { name: text.tile.select })).not.toBeChecked();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});

/** In the moment between a search and its coming back through the address. */
function typeOnWhileSearching(page: Page, letters: string): Promise<void> {
  return page.evaluate((typed) => {
    const push = history.pushState.bind(history);
    history.pushState = (...entry) => {
      history.pushState = push;
      push(...entry);
      document.execCommand("insertText", false, typed);
    };
  }, letters);
}
