/** What the page does while nobody looks at it, and while its server is away. */
import type { Page } from "@playwright/test";
import { en as text } from "#lib/text/en.ts";
import { submitOne, untilSaved } from "./api.ts";
import { cards, expectDraft, expectStatus, fillIn, showAgain } from "./desk.ts";
import { serverAway } from "./fixtures.ts";
import { expect, test } from "./live.ts";

test("a hidden page asks for nothing and catches up when it is shown; a server that is away is told, and nothing is lost", async ({
  page,
  app,
  relay,
  expectConsoleError,
}) => {
  relay.script("query", [{ kind: "ok", gate: "finish" }]);
  const { id } = await submitOne(app, { prompt: "unwatched" });
  await page.clock.install();
  await page.goto("/");
  await expectStatus(cards(page, "unwatched"), "Running");
  await fillIn(page, { prompt: "half an idea", takes: 3 });

  await test.step("hidden", async () => {
    await setVisibility(page, "hidden");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    relay.open("finish");
    await untilSaved(app, id);
    await page.clock.runFor(120_000);
    expect(asked).toEqual([]);
    await expectStatus(cards(page, "unwatched"), "Running");
    await setVisibility(page, "visible");
    await expectStatus(cards(page, "unwatched"), "Succeeded");
  });

  await test.step("away", async () => {
    expectConsoleError(serverAway);
    expectConsoleError(/ERR_INTERNET_DISCONNECTED/);
    const told = page.getByRole("alert");
    await page.context().setOffline(true);
    await showAgain(page);
    await expect(told.getByText(text.jobs.offline)).toBeVisible();
    await app.kill();
    await page.context().setOffline(false);
    await expect(told.getByText(text.jobs.unreachable)).toBeVisible();
    await cards(page, "unwatched").getByRole("link", { name: text.job.large }).click();
    await expect(page.getByText(text.problems.unreachablePart)).toBeVisible();
    await expectDraft(page, "half an idea");

    await app.start();
    await showAgain(page);
    await expect(told.getByText(text.jobs.unreachable)).toHaveCount(0);
    await expectDraft(page, "half an idea");
    await expect(page.getByRole("spinbutton", { name: "Takes" })).toHaveValue("3");
    await cards(page, "unwatched").getByRole("link", { name: text.job.large }).click();
    await expect(page.getByRole("dialog", { name: "unwatched" })).toBeVisible();
  });
});

/** As when its tab goes to the back or comes to the front, which no browser under test does. */
async function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => now });
    Object.defineProperty(document, "hidden", { configurable: true, get: () => now === "hidden" });
  }, state);
  await showAgain(page);
}
