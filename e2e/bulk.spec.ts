/** Several jobs at once: what a selection may cost is said on its button, and costs no more. The relay counts. */
import { en as text } from "#lib/text/en.ts";
import { bulk } from "#lib/text/en/bulk.ts";
import { listJobs, submitOne, untilSaved } from "./api.ts";
import { cards, generate, holdScripts } from "./desk.ts";
import { expect, test } from "./live.ts";

test("a selection is retried with as many paid calls as its button says, lost answers and reloads included", async ({
  page,
  context,
  app,
  relay,
  expectConsoleError,
}) => {
  expectConsoleError(/ERR_CONNECTION_RESET/);
  for (const prompt of ["one", "two", "three", "four"]) await untilSaved(app, (await submitOne(app, { prompt })).id);
  const scripts = await holdScripts(context);
  await page.goto("/", { waitUntil: "commit" });
  const box = (prompt: string) => cards(page, prompt).first().getByRole("checkbox", { name: text.tile.select });
  await box("one").check(); // also before the page listens
  scripts.release();
  await expect(page.getByText(bulk.selection.selected(1))).toBeVisible();
  await expect(box("one")).toBeChecked();
  await box("three").click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: bulk.selection.title });
  await expect(bar.getByText(bulk.selection.selected(3))).toBeVisible();

  const keys: string[] = [];
  let lost = 0;
  await page.route("**/retries", async (route) => {
    keys.push(route.request().headers()["idempotency-key"] ?? "");
    if (lost === 2) return route.continue();
    lost += 1;
    await route.fetch(); // it arrives, and its answer does not
    await route.abort("connectionreset");
  });
  await bar.getByRole("button", { name: "Retry 3 (3 paid calls)" }).dblclick();
  await expect(page.getByRole("alert").getByText(bulk.retries.unanswered(2))).toBeVisible();
  await expect(bar).toHaveCount(0);

  await page.reload();
  await page.getByRole("button", { name: bulk.retries.again(2) }).click();
  await expect(page.getByText(bulk.retries.unanswered(2))).toHaveCount(0);
  await expect(page.getByText(bulk.selection.retried(2))).toBeVisible();
  expect(keys).toHaveLength(5);
  expect(new Set(keys).size).toBe(3);
  await expect.poll(() => relay.posts().length).toBe(7);
  expect(await listJobs(app)).toHaveLength(7);
});

test("a selection is one archive, one comparison, one way to the trash and one way back", async ({ page, app }) => {
  for (const prompt of ["one", "two", "three"]) await untilSaved(app, (await submitOne(app, { prompt })).id);
  await page.goto("/");
  await expect(generate(page)).toBeEnabled(); // the page listens
  await expect(cards(page)).toHaveCount(3);

  await test.step("by the keyboard", async () => {
    await cards(page, "three").focus();
    await page.keyboard.press("x");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("x");
    await expect(page.getByText(bulk.selection.selected(2))).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("toolbar")).toHaveCount(0);
    await page.keyboard.press("x");
    await page.getByRole("button", { name: bulk.selection.all(3) }).click();
    await expect(page.getByText(bulk.selection.selected(3))).toBeVisible();
  });

  await test.step("one archive", async () => {
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: bulk.selection.download(3) }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    const bytes: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) bytes.push(chunk);
    expect(Buffer.concat(bytes).toString("latin1")).toContain("manifest.json");
  });

  await test.step("one comparison", async () => {
    await page.getByRole("button", { name: bulk.selection.compare(3) }).click();
    await expect(page).toHaveURL(/\?compare=/);
    await page.goBack();
    await expect(page).not.toHaveURL(/compare/);
  });

  await test.step("to the trash, and back by the message", async () => {
    await page.getByRole("button", { name: bulk.selection.trash(3) }).press("Enter");
    await expect(page.getByRole("heading", { name: text.jobs.title })).toBeFocused();
    await expect(cards(page)).toHaveCount(0);
    await page.getByRole("button", { name: text.actions.undo }).click();
    await expect(cards(page)).toHaveCount(3);
    await expect.poll(async () => (await listJobs(app)).length).toBe(3);
  });

  await test.step("the message stands above the bar, not over it", async () => {
    await cards(page, "three").focus();
    await page.keyboard.press("x");
    await cards(page, "two").focus();
    await page.keyboard.press("Delete");
    const undo = page.getByRole("button", { name: text.actions.undo });
    const bar = page.getByRole("toolbar", { name: bulk.selection.title });
    const isAbove = async () => {
      const [message, below] = [await undo.boundingBox(), await bar.boundingBox()];
      return message !== null && below !== null && message.y + message.height <= below.y;
    };
    await expect.poll(isAbove).toBe(true);
  });
});
