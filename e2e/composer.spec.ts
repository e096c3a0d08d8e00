/** What stands in the form: where it may come from, and that none of it is ever lost or sent by itself. */
import { en } from "#lib/text/en.ts";
import { listJobs, submitOne } from "./api.ts";
import { cards, expectDraft, expectStatus, fillIn, generate, hangPictures, holdScripts, image } from "./desk.ts";
import { expect, test } from "./live.ts";

const text = en.composer;
const pictures = ["https://images.example/1024x768.png", "https://images.example/600x900.png"];

test("a draft outlives reloads, tabs and links, and does not come back once it was sent", async ({
  page,
  context,
  app,
  relay,
}) => {
  await hangPictures(page);
  await page.goto("/");

  await test.step("a reload gives back everything, right or wrong", async () => {
    await fillIn(page, { prompt: "half an\nidea", aspectRatio: "1:1", takes: 99 });
    await page.getByRole("switch", { name: text.perLine }).check();
    for (const [index, url] of pictures.entries()) {
      await page.getByRole("button", { name: "Add reference image" }).click();
      await image(page, index + 1).fill(url);
    }
    await page.reload();
    await expectDraft(page, "half an\nidea");
    await expect(page.getByRole("radio", { name: "1:1" })).toBeChecked();
    await expect(page.getByRole("spinbutton", { name: "Takes" })).toHaveValue("99");
    await expect(page.getByRole("switch", { name: text.perLine })).toBeChecked();
    for (const [index, url] of pictures.entries()) await expect(image(page, index + 1)).toHaveValue(url);
  });

  await test.step("two tabs have a draft each", async () => {
    const other = await context.newPage();
    await other.goto("/");
    await fillIn(other, { prompt: "another idea" });
    await page.reload();
    await other.reload();
    await expectDraft(page, "half an\nidea");
    await expectDraft(other, "another idea");
    await other.getByRole("form").getByRole("button", { name: text.clear }).click();
    await expectDraft(other, "");
    await other.getByRole("button", { name: text.unshelve }).click();
    await expectDraft(other, "another idea");
    await other.close();
  });

  await test.step("a new tab takes over what a closed one left", async () => {
    const other = await context.newPage();
    await other.goto("/");
    await expectDraft(other, "another idea");
    await generate(other).click();
    await expectStatus(cards(other, "another idea"), "Succeeded");
    await other.reload();
    await expect(cards(other, "another idea")).toBeVisible();
    await expectDraft(other, "");
    await other.close();
    const last = await context.newPage();
    await last.goto("/");
    await expect(generate(last)).toBeEnabled();
    await expectDraft(last, "");
    await last.close();
    expect(relay.posts()).toHaveLength(1);
  });

  await test.step("a link fills the form, names what is not offered, sends nothing and leaves the draft one press away", async () => {
    const link = new URLSearchParams([
      ["prompt", "from a link"],
      ["aspect_ratio", "16:9"],
      ["size", "720P"],
      ["image", pictures[1] ?? ""],
      ["image", pictures[0] ?? ""],
      ["q", "link"],
    ]);
    await page.goto(`/?${link}`);
    await expectDraft(page, "from a link");
    await expect(image(page, 1)).toHaveValue(pictures[1] ?? "");
    await expect(image(page, 2)).toHaveValue(pictures[0] ?? "");
    await expect(page.getByText(text.origins.link)).toBeVisible();
    await expect(page.getByRole("radiogroup", { name: "Aspect ratio" })).toHaveAccessibleDescription(
      text.notOffered("16:9"),
    );
    await expect(page).toHaveURL("/?q=link");
    await page.getByRole("textbox", { name: "Prompt" }).fill("from a link, changed");
    await page.getByRole("searchbox", { name: "Search" }).fill("idea");
    await expect(page).toHaveURL("/?q=idea");
    await expect(cards(page, "another idea")).toBeVisible();
    await page.reload();
    await expectDraft(page, "from a link, changed");
    await page.getByRole("button", { name: text.unshelve }).click();
    await expectDraft(page, "half an\nidea");
    await page.getByRole("button", { name: text.unshelve }).click();
    await expectDraft(page, "from a link, changed");
    expect(await listJobs(app)).toHaveLength(1);
  });
});

test("what is typed and pressed before the script runs counts, over a kept draft too", async ({
  page,
  context,
  app,
  relay,
}) => {
  await submitOne(app, { prompt: "an early bird" });
  await page.goto("/");
  await fillIn(page, { prompt: "kept" });
  const scripts = await holdScripts(context);
  await page.reload({ waitUntil: "commit" });
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.pressSequentially("typed early");
  await page.getByRole("radio", { name: "1:1" }).check();
  await page.getByRole("searchbox", { name: "Search" }).pressSequentially("early");
  const star = cards(page, "an early bird").getByRole("button", { name: en.tile.star });
  for (let press = 0; press < 2; press++) await star.click();
  await page.getByRole("button", { name: en.help.open }).click();
  await expect(generate(page)).toBeDisabled();
  scripts.release();
  await expect(page.getByRole("dialog", { name: en.help.title })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(generate(page)).toBeEnabled();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL("/?q=early");
  await expectDraft(page, "typed early");
  await expect(page.getByRole("radio", { name: "1:1" })).toBeChecked();
  await prompt.pressSequentially(", and on");
  await generate(page).click();
  await expectStatus(cards(page, "typed early, and on"), "Succeeded");
  expect(JSON.parse(String(relay.posts().at(-1)?.body))).toMatchObject({
    prompt: "typed early, and on",
    aspect_ratio: "1:1",
  });
  await page.getByRole("button", { name: text.unshelve }).click();
  await expectDraft(page, "kept");
});

test("what is refused after the page was loaded anew comes back into the form, with its reason", async ({
  page,
  app,
  expectConsoleError,
}) => {
  expectConsoleError(/status of 400/);
  await page.goto("/");
  const arrived = Promise.withResolvers<void>();
  let isLoadedAnew = false;
  await page.route("**/api/jobs", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    if (!isLoadedAnew) return arrived.resolve(); // and no answer ever comes
    const fields = { prompt: "not today" };
    const json = { title: "Bad", status: 400, code: "invalid_fields", fields };
    return route.fulfill({ status: 400, contentType: "application/problem+json", json });
  });
  await fillIn(page, { prompt: "interrupted", aspectRatio: "1:1" });
  await generate(page).click();
  await arrived.promise;
  isLoadedAnew = true;
  await page.reload();
  await expectDraft(page, "interrupted");
  await expect(page.getByRole("radio", { name: "1:1" })).toBeChecked();
  await expect(page.getByRole("textbox", { name: "Prompt" })).toHaveAccessibleDescription(/not today/);
  await expect(page.getByText(text.origins.refused)).toBeVisible();
  expect(await listJobs(app)).toEqual([]);
});

test("the Enter that ends a composition sends nothing", async ({ page, app }) => {
  await page.goto("/");
  await fillIn(page, { prompt: "" });
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.focus();
  const input = await page.context().newCDPSession(page);
  await input.send("Input.imeSetComposition", { text: "ni hao", selectionStart: 6, selectionEnd: 6 });
  // What a browser sends for the Enter of an input method, with the keys that would send the form.
  await input.send("Input.dispatchKeyEvent", {
    type: "rawKeyDown",
    key: "Enter",
    windowsVirtualKeyCode: 229,
    modifiers: 2,
  });
  await input.send("Input.insertText", { text: "你好" });
  await input.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Enter", windowsVirtualKeyCode: 13, modifiers: 2 });
  await expectDraft(page, "你好");
  await expect(page.getByText(text.shortcut)).toBeVisible();
  await prompt.press("Control+Enter");
  await expectStatus(cards(page, "你好"), "Succeeded");
  expect(await listJobs(app)).toHaveLength(1);
});
