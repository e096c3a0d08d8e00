/** A newcomer: what may surprise is said first, can be closed for good, and found again; three prompts to begin with. */
import { en as text } from "#lib/text/en.ts";
import { generate } from "./desk.ts";
import { expect, test } from "./fixtures.ts";

test("a newcomer is told what surprises people, closes it for good, and finds it again in the help", async ({
  page,
}) => {
  await page.goto("/");
  await expect(generate(page)).toBeEnabled();
  const intro = page.getByRole("region", { name: text.help.thingsTitle });
  for (const { title } of text.help.things) await expect(intro.getByText(title)).toBeVisible();
  await intro.getByRole("button", { name: text.help.gotIt }).click();
  await expect(intro).toBeHidden();
  await expect(page.getByRole("heading", { name: text.jobs.title, exact: true })).toBeFocused();
  expect(await (await page.request.get("/")).text()).not.toContain("first-run-title");

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: text.help.title });
  for (const { title } of text.help.things) await expect(help.getByText(title)).toBeVisible();
  await expect(help.getByText(text.help.keys.search)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.getByRole("button", { name: text.help.open }).click();
  await help.getByRole("checkbox", { name: text.help.keysOn }).uncheck();
  await help.getByRole("button", { name: text.actions.close }).click();
  await expect(help).toBeHidden();
  await expect(page.getByRole("button", { name: text.help.open })).toBeFocused();
  await page.keyboard.press("?");
  await expect(help).toBeHidden();
});

test("a sample fills the prompt and sends nothing", async ({ page, app }) => {
  await page.goto("/");
  await expect(generate(page)).toBeEnabled();
  const [sample = ""] = text.jobs.samples;
  await page.getByRole("button", { name: sample }).click();
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await expect(prompt).toHaveValue(sample);
  await expect(prompt).toBeFocused();
  await expect(page.getByRole("article")).toHaveCount(0);
  const { jobs } = await (await page.request.get(`${app.url}/api/jobs`)).json();
  expect(jobs).toEqual([]);
});

test("what cannot be fetched while the server is away is told, and can be tried again; the page stays", async ({
  page,
  app,
  expectConsoleError,
}) => {
  expectConsoleError(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|Failed to load/);
  await page.goto("/");
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await expect(generate(page)).toBeEnabled();
  await prompt.fill("not to be lost");
  await app.kill();
  await page.getByRole("button", { name: text.help.open }).click();
  await expect(page.getByText(text.problems.unreachablePart)).toBeVisible();
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByText(text.actions.refused(text.problems.unreachable))).toBeVisible();
  await expect(prompt).toHaveValue("not to be lost");
  await app.start();
  await page.getByRole("button", { name: text.help.open }).click();
  await expect(page.getByRole("dialog", { name: text.help.title })).toBeVisible();
});
