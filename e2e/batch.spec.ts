/** Several paid calls from one press: the button says how many, and one intent covers them all. */
import { en } from "#lib/text/en.ts";
import { listJobs } from "./api.ts";
import { cards, expectStatus, fillIn, generate } from "./desk.ts";
import { expect, test } from "./live.ts";

const text = en.composer;

test("one prompt per line is one job per line and take, in one batch, however often it is sent", async ({
  page,
  app,
  relay,
}) => {
  await page.goto("/");
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  const perLine = page.getByRole("switch", { name: text.perLine });
  await fillIn(page, { prompt: "a tide\n\n a kite \na lamp" });
  await expect(generate(page)).toHaveText("Generate");
  await perLine.check();
  await expect(generate(page)).toHaveText("Generate 3 videos");
  await expect(prompt).toHaveAccessibleDescription(/3 prompts/);
  await page.getByRole("button", { name: text.moreTakes }).click();
  await expect(generate(page)).toHaveText("Generate 6 videos");

  await test.step("what is wrong with a line names the line, and nothing goes out", async () => {
    await prompt.fill(`a tide\n\n${"x".repeat(801)}\na lamp`);
    await generate(page).click();
    await expect(prompt).toHaveAccessibleDescription(/Line 3: at most 800 characters/);
    await expect(prompt).toBeFocused();
    await prompt.fill(Array.from({ length: 21 }, (_, line) => `prompt ${line}`).join("\n"));
    await expect(prompt).not.toHaveAttribute("aria-invalid", "true");
    await generate(page).click();
    await expect(prompt).toHaveAccessibleDescription(/at most 20 prompts/);
    await prompt.fill("one\ntwo\nthree\nfour\nfive\nsix");
    await page.getByRole("spinbutton", { name: "Takes" }).fill("8");
    await expect(generate(page)).toHaveText("Generate 48 videos");
    await generate(page).click();
    await expect(page.getByRole("spinbutton", { name: "Takes" })).toHaveAccessibleDescription(/at most 40 videos/);
    expect(await listJobs(app)).toEqual([]);
  });

  await test.step("a reload while the answer is out, and a double click, are one charge for each", async () => {
    await fillIn(page, { prompt: "a tide\n\n a kite \na lamp", takes: 2 });
    const keys = new Set<string | undefined>();
    const arrived = Promise.withResolvers<void>();
    await page.route("**/api/jobs", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      keys.add(route.request().headers()["idempotency-key"]);
      if (keys.size === 1 && (await listJobs(app)).length > 0) return route.continue();
      await route.fetch();
      arrived.resolve(); // and the answer never comes
    });
    await generate(page).dblclick();
    await arrived.promise;
    await page.reload();
    for (const line of ["a tide", "a kite", "a lamp"])
      await expect(cards(page, line).getByText("Succeeded", { exact: true })).toHaveCount(2);
    await expect(cards(page)).toHaveCount(6);
    expect(keys.size).toBe(1);
    expect(relay.posts()).toHaveLength(6);
    const jobs = await listJobs(app);
    expect(jobs.map((job) => job.prompt).toSorted()).toEqual([
      " a kite ",
      " a kite ",
      "a lamp",
      "a lamp",
      "a tide",
      "a tide",
    ]);
    expect(new Set(jobs.map((job) => job.batch_id)).size).toBe(1);
    // What was sent is no draft any more.
    await expect(prompt).toHaveValue("");
  });

  await test.step("one line is one job, with or without the switch", async () => {
    await page.unroute("**/api/jobs");
    await expect(generate(page)).toBeEnabled(); // the page listens
    await perLine.check();
    await fillIn(page, { prompt: "\nalone\n", takes: 1 });
    await expect(generate(page)).toHaveText("Generate");
    await generate(page).click();
    await expectStatus(cards(page, "alone"), "Succeeded");
    expect(relay.posts()).toHaveLength(7);
  });
});

test("what the server refuses in a batch is said at its line, in the form that the person left", async ({
  page,
  expectConsoleError,
}) => {
  expectConsoleError(/status of 400/);
  await page.goto("/");
  await expect(generate(page)).toBeEnabled(); // the page listens
  await page.getByRole("switch", { name: text.perLine }).check();
  await fillIn(page, { prompt: "first\n\nsecond" });
  await page.route("**/api/jobs", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 400,
          contentType: "application/problem+json",
          json: { title: "Bad", status: 400, code: "invalid_fields", fields: { "prompts.1": "not today" } },
        })
      : route.fallback(),
  );
  await generate(page).click();
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await expect(prompt).toHaveAccessibleDescription(/Line 3: not today/);
  await expect(prompt).toHaveValue("first\n\nsecond");
});
