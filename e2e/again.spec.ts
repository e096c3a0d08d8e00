/** What was asked for once is asked for again: the request of a job, and the prompts that this browser has sent. */
import { en } from "#lib/text/en.ts";
import { listJobs, submitOne, untilStatus } from "./api.ts";
import { cards, expectDraft, expectStatus, fillIn, generate, hangPictures, image } from "./desk.ts";
import { expect, test } from "./live.ts";

const text = en.composer;
const pictures = ["https://images.example/1024x768.png", "https://images.example/600x900.png"];

test("a job is used again with its references in their order, and earlier prompts are found, starred and forgotten", async ({
  page,
  app,
}) => {
  await hangPictures(page);
  const job = await submitOne(app, { prompt: "once\nmore", aspect_ratio: "1:1", images: pictures.toReversed() });
  await untilStatus(app, job.id, "succeeded");
  await page.goto("/");
  await fillIn(page, { prompt: "in the way" });

  await page.goto(`/?again=${job.id}`);
  await expectDraft(page, "once\nmore");
  await expect(page.getByRole("textbox", { name: "Prompt" })).toBeFocused();
  await expect(page.getByRole("radio", { name: "1:1" })).toBeChecked();
  await expect(image(page, 1)).toHaveValue(pictures[1] ?? "");
  await expect(image(page, 2)).toHaveValue(pictures[0] ?? "");
  await expect(page).toHaveURL("/");
  await page.getByRole("button", { name: text.unshelve }).click();
  await expectDraft(page, "in the way");
  expect(await listJobs(app)).toHaveLength(1);

  const open = page.getByRole("button", { name: text.history.open });
  const panel = page.getByRole("region", { name: text.history.open });
  await open.click();
  await expect(panel).toContainText(text.history.empty);
  await page.keyboard.press("Escape");
  await expect(open).toBeFocused();
  for (const prompt of ["a cat in the rain", "a dog in the sun", "城市上空的鲸鱼"]) {
    await fillIn(page, { prompt });
    await generate(page).click();
    await expectStatus(cards(page, prompt), "Succeeded");
  }
  await page.reload();
  await open.click();
  const find = panel.getByRole("searchbox", { name: text.history.find });
  await expect(find).toBeFocused();
  await expect(panel.getByRole("listitem")).toHaveText(["城市上空的鲸鱼", "a dog in the sun", "a cat in the rain"]);
  const item = (prompt: string) => panel.getByRole("listitem").filter({ hasText: prompt });
  await item("a cat").getByRole("button", { name: text.history.star }).click();
  await expect(panel.getByRole("listitem").first()).toHaveText("a cat in the rain");
  await item("a dog").getByRole("button", { name: text.history.forget }).click();
  await expect(find).toBeFocused();
  await find.fill("鲸鱼");
  await expect(panel.getByRole("listitem")).toHaveText(["城市上空的鲸鱼"]);
  await find.press("Enter");
  expect(await listJobs(app)).toHaveLength(4);
  await item("鲸鱼").getByRole("button", { name: "城市上空的鲸鱼" }).click();
  await expectDraft(page, "城市上空的鲸鱼");
  await expect(page.getByRole("textbox", { name: "Prompt" })).toBeFocused();
  await page.getByRole("switch", { name: text.perLine }).check();
  await open.click();
  await item("a cat").getByRole("button", { name: "a cat" }).click();
  await expectDraft(page, "城市上空的鲸鱼\na cat in the rain");
  await open.click();
  await panel.getByRole("button", { name: text.history.forgetUnstarred }).click();
  await expect(panel.getByRole("listitem")).toHaveText(["a cat in the rain"]);
});

test("a job that is not here is named, and a server that is away can be asked again", async ({
  page,
  app,
  expectConsoleError,
}) => {
  expectConsoleError(/status of (404|503)|ERR_FAILED/);
  await page.goto("/?again=nobody");
  await expect(page.getByText(text.againMissing)).toBeVisible();
  const { id } = await submitOne(app, { prompt: "later" });
  await untilStatus(app, id, "succeeded");
  await page.route(`**/api/jobs/${id}`, (route) => route.abort());
  await page.goto(`/?again=${id}`);
  await expect(page.getByText(text.againUnreachable)).toBeVisible();
  await page.unroute(`**/api/jobs/${id}`);
  await page.getByRole("button", { name: text.tryAgain }).click();
  await expectDraft(page, "later");
});
