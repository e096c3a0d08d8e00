/** The pages for everyone: no violation that axe can find, light and dark, and no sideways scroll on a small phone. */
import { en as text } from "#lib/text/en.ts";
import { type Site, send, submitOne, untilSaved, untilStatus } from "./api.ts";
import { cards, generate } from "./desk.ts";
import { expect, test } from "./live.ts";
import { look } from "./look.ts";
import { newPerson } from "./people.ts";
import { seen } from "./relay/behaviour.ts";
import type { Relay } from "./relay/server.ts";

test("an empty desk, its errors, menus and dialogs included, has no violation and no sideways scroll", async ({
  page,
}) => {
  await page.goto("/");
  await expect(generate(page)).toBeEnabled();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: text.skipToJobs })).toBeFocused();
  await look(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: text.jobs.title, exact: true })).toBeFocused();
  await page.getByRole("button", { name: text.help.open }).click();
  await expect(page.getByRole("dialog", { name: text.help.title })).toBeVisible();
  await look(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Theme: / }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await look(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add reference image" }).click();
  await page.getByRole("textbox", { name: "Reference image 1" }).fill("x".repeat(300));
  await generate(page).click();
  await expect(page.getByRole("textbox", { name: "Prompt" })).toHaveAttribute("aria-invalid", "true");
  await look(page);
});

test("a job in every status has no violation and no sideways scroll, on the sheet and on its own page", async ({
  page,
  app,
  relay,
}) => {
  test.slow(); // eight pages, each of them looked at twice
  const ids = await oneOfEach(app, relay);
  await page.goto("/");
  await expect(cards(page)).toHaveCount(ids.length);
  await expect(page.getByText(text.dispatch.paused.operator)).toBeVisible();
  await look(page);
  for (const id of ids) {
    await page.goto(`/jobs/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look(page);
  }
  relay.open("answer");
});

test.describe("where people sign in", () => {
  test.use({ moreSettings: { ACCESS: "passcodes" } });

  // The sign-in page and the admin's page are looked at where they are used: people.spec.ts.
  test("the pages beside the desk and a shared video have no violation and no sideways scroll", async ({
    app,
    page,
    context,
    expectConsoleError,
  }) => {
    expectConsoleError(/status of 404/);
    const root = await newPerson(app, "root", "--admin");
    const { id } = await submitOne(root);
    await untilSaved(root, id);
    const share = await send(root, "POST", `/api/jobs/${id}/shares`, { days: 1 });
    await send(root, "POST", "/api/tokens", { name: "a script ".repeat(6) });
    const [name = "", value = ""] = root.cookie?.split("=") ?? [];
    await context.addCookies([{ name, value, url: app.url }]);
    for (const path of ["/status", "/tokens", "/account", "/api-docs", JSON.parse(share.text).url, "/s/nowhere"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await look(page);
    }
  });
});

/** One job in each status, with a prompt that does not break, and then a pause. */
async function oneOfEach(site: Site, relay: Relay): Promise<string[]> {
  const ids: string[] = [];
  const make = async (status: Parameters<typeof untilStatus>[2]) => {
    const { id } = await submitOne(site, { prompt: `${status} ${"long".repeat(60)} 一只猫鱼在云海里游泳` });
    await untilStatus(site, id, status);
    ids.push(id);
    return id;
  };
  await untilSaved(site, await make("succeeded"));
  relay.script("create", [seen.refused, { kind: "reset" }, { kind: "ok" }, { kind: "ok", gate: "answer" }]);
  await make("failed");
  await make("unknown");
  relay.script("query", () => ({ kind: "edit", set: { status: "processing", video_url: null, progress: 40 } }));
  await make("running");
  await make("submitting");
  await send(site, "POST", "/api/dispatch", { paused: true });
  const canceled = await make("queued");
  await send(site, "POST", `/api/jobs/${canceled}/cancellation`, {});
  await make("queued");
  return ids;
}
