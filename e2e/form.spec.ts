/** The form and the jobs as somebody meets them who mistypes, or who writes a prompt that is a page. */
import type { Route } from "@playwright/test";
import { en as text } from "#lib/text/en.ts";
import { listJobs, submitOne, untilStatus } from "./api.ts";
import { cards, expectStatus, fillIn, generate, hangPictures } from "./desk.ts";
import { serverAway } from "./fixtures.ts";
import { expect, test } from "./live.ts";

test("what is wrong is said beside its field and announced, and nothing that was typed is lost", async ({
  page,
  app,
  relay,
}) => {
  await hangPictures(page);
  await page.goto("/");
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  const takes = page.getByRole("spinbutton", { name: "Takes" });
  const image = (row: number) => page.getByRole("textbox", { name: `Reference image ${row}` });
  const announced = page.getByRole("form").getByRole("alert");
  await expect(generate(page)).toBeEnabled();

  await generate(page).click();
  await expect(prompt).toHaveAttribute("aria-invalid", "true");
  await expect(prompt).toHaveAccessibleDescription(/Write a prompt/);
  await expect(prompt).toBeFocused();
  await expect(announced).toHaveText(text.composer.invalid(1));

  const long = "🐟".repeat(801);
  await fillIn(page, { prompt: long, aspectRatio: "1:1", takes: 9 });
  for (const [row, url] of [
    [1, "cat.png"],
    [2, "https://user:word@images.example/1.png"],
    [3, "https://images.example/600x500.png"],
  ] as const) {
    await page.getByRole("button", { name: "Add reference image" }).click();
    await image(row).fill(url);
  }
  await generate(page).click();
  await expect(prompt).toHaveAccessibleDescription(/at most 800 characters.*801 of 800/);
  await expect(takes).toHaveAccessibleDescription(/at most 8/);
  await expect(image(1)).toHaveAccessibleDescription(/must be a link that starts with http/);
  await expect(image(2)).toHaveAccessibleDescription(/must not carry a user name or password/);
  await expect(image(3)).not.toHaveAttribute("aria-invalid", "true");
  await expect(announced).toHaveText(text.composer.invalid(4));
  await expect(prompt).toBeFocused();

  await expect(prompt).toHaveValue(long);
  await expect(takes).toHaveValue("9");
  await expect(image(2)).toHaveValue("https://user:word@images.example/1.png");
  await expect(page.getByRole("radio", { name: "1:1" })).toBeChecked();
  expect(await listJobs(app)).toEqual([]);

  await prompt.fill("mended");
  await takes.fill("2");
  await image(1).fill("https://images.example/400x500.png");
  await image(2).fill("");
  await page.getByRole("button", { name: "Add reference image" }).click();
  await expect(page.getByRole("button", { name: "Add reference image" })).toBeDisabled();
  await generate(page).click();
  await expect(cards(page, "mended").getByText("Succeeded", { exact: true })).toHaveCount(2);
  await expect(announced).toHaveText("");
  const jobs = await listJobs(app);
  const images = ["https://images.example/400x500.png", "https://images.example/600x500.png"];
  for (const job of jobs) expect(job).toMatchObject({ prompt: "mended", aspect_ratio: "1:1", images });
  expect(relay.posts()).toHaveLength(2);
});

test("what the server refuses is said beside the field too", async ({ page, expectConsoleError }) => {
  expectConsoleError(/status of 400/);
  await page.goto("/");
  await fillIn(page, { prompt: "kept" });
  const fields = { prompt: "not today" };
  const refuse = (route: Route) =>
    route.fulfill({
      status: 400,
      contentType: "application/problem+json",
      json: { type: "about:blank", title: "Bad", status: 400, code: "invalid_fields", fields },
    });
  await page.route("**/api/jobs", (route) => (route.request().method() === "POST" ? refuse(route) : route.fallback()));
  await generate(page).click();
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await expect(prompt).toHaveAccessibleDescription(/not today/);
  await expect(prompt).toHaveValue("kept");
  await expect(cards(page)).toHaveCount(0);

  await test.step("but not beside the next idea, and what was refused can be brought back", async () => {
    await page.unroute("**/api/jobs");
    const held = Promise.withResolvers<void>();
    await page.route("**/api/jobs", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      await held.promise;
      return refuse(route);
    });
    await prompt.fill("kept too");
    await generate(page).click();
    await expect(cards(page, "kept too")).toBeVisible();
    await prompt.fill("the next idea");
    held.resolve();
    await expect(page.getByRole("form").getByText(text.composer.origins.refused)).toBeVisible();
    await expect(prompt).toHaveValue("the next idea");
    await expect(prompt).not.toHaveAttribute("aria-invalid", "true");
    await page.getByRole("button", { name: text.composer.unshelve }).click();
    await expect(prompt).toHaveValue("kept too");
  });
});

test("a press while the server is away loses nothing, and is one job however often it is pressed", async ({
  page,
  app,
  relay,
  expectConsoleError,
}) => {
  expectConsoleError(serverAway);
  const prompt = page.getByRole("textbox", { name: "Prompt" });

  await test.step("away before anything was ever sent", async () => {
    await page.goto("/");
    await fillIn(page, { prompt: "too early" });
    await app.kill();
    await generate(page).click();
    await expect(page.getByRole("form").getByRole("alert")).not.toBeEmpty();
    await expect(prompt).toHaveValue("too early");
    await app.start();
    await generate(page).click();
    await expectStatus(cards(page, "too early"), "Succeeded");
    expect(relay.posts()).toHaveLength(1);
  });

  await test.step("away when the request is sent", async () => {
    await prompt.fill("no answer");
    await app.kill();
    await generate(page).click();
    const card = cards(page, "no answer");
    await expect(card.getByText(text.outbox.unanswered)).toBeVisible();
    await expect(prompt).toHaveValue("no answer");
    await app.start();
    await card.getByRole("button", { name: text.outbox.resend }).click();
    await expectStatus(card, "Succeeded");
    await expect(cards(page)).toHaveCount(2);
    expect(relay.posts()).toHaveLength(2);
  });
});

test("a prompt that is a page or a script is shown as the text that it is", async ({ page, app }) => {
  const prompt = `<img src="/api/health" onerror="document.title='ran'"><script>document.title='ran'</script>&amp; {{7*7}}`;
  const { id } = await submitOne(app, { prompt, images: ["https://pictures.example/%22%3E%3Cscript%3E.png"] });
  await untilStatus(app, id, "succeeded");
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  // What works once the page's script has run over the prompt.
  for (const [path, button] of [
    ["/", text.composer.submit(1)],
    [`/jobs/${id}`, text.actions.retry],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: prompt })).toBeVisible();
    await expect(page.locator('img[src="/api/health"]')).toHaveCount(0);
    await expect(page.getByRole("button", { name: button, exact: true })).toBeEnabled();
    expect(await page.title()).not.toBe("ran");
  }
  expect(dialogs).toEqual([]);
});
