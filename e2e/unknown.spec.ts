/** The ways out of an unknown outcome, on the job's own page and past it. */
import type { Page } from "@playwright/test";
import { en as text } from "#lib/text/en.ts";
import { advice } from "#lib/text/en/advice.ts";
import { watch } from "#lib/text/en/watch.ts";
import { type Site, expectProblem, listJobs, readJob, send, submitOne, untilStatus } from "./api.ts";
import { cards, expectStatus, play } from "./desk.ts";
import { expect, test } from "./live.ts";
import type { Relay } from "./relay/server.ts";

test("a person pastes the relay's id: only the right one is believed, and the video comes", async ({
  page,
  app,
  relay,
  expectConsoleError,
}) => {
  expectConsoleError(/status of (400|409|422)/);
  const known = await submitOne(app, { prompt: "known" });
  const { relay_id: takenId } = await untilStatus(app, known.id, "succeeded");
  const lost = await lose(app, relay, "lost");
  const lostTask = relay.tasks.at(-1) ?? "";
  await openFromSheet(page, "lost");

  const main = page.getByRole("main");
  const field = main.getByRole("textbox", { name: watch.unknown.relayId });
  const attach = main.getByRole("button", { name: watch.unknown.attach });
  for (const [id, reason] of [
    ["", "paste the relay's id"],
    ["demo:nothing", "does not know"],
    [takenId ?? "", "belongs to job"],
  ] as const) {
    await field.fill(id);
    await attach.click();
    await expect(main.getByRole("alert").filter({ hasText: reason })).toBeVisible();
    await expect(field).toHaveAccessibleDescription(new RegExp(reason));
    await expect(field).toHaveValue(id);
  }
  expect((await readJob(app, lost)).job.status).toBe("unknown");

  await field.fill(` ${lostTask} `);
  await attach.click();
  await expectStatus(main, "Succeeded");
  expect((await readJob(app, lost)).job).toMatchObject({ relay_id: lostTask, failure: null });
  expect(relay.posts()).toHaveLength(2);
});

test("a person looked and it was not created: closed as not charged, and a retry is a new job", async ({
  page,
  app,
  relay,
}) => {
  const lost = await lose(app, relay, "never arrived");
  await page.goto("/");
  await cards(page, "never arrived").getByRole("link", { name: text.job.why }).click();
  const view = page.getByRole("dialog", { name: "never arrived" });
  await expect(view.getByRole("region", { name: watch.unknown.title }).getByText(text.charged.unknown)).toBeVisible();
  await view.getByRole("button", { name: watch.unknown.notCreated }).click();
  await expectStatus(view, "Failed");
  const sheet = view.getByRole("region", { name: text.failures.not_created });
  await expect(sheet.getByText(text.charged.no)).toBeVisible();
  await expect(sheet.getByText(advice.failures.not_created.next)).toBeVisible();

  const retry = await send(app, "POST", `/api/jobs/${lost}/retries`, {});
  expect(retry.status, retry.text).toBe(201);
  const { jobs }: { jobs: { id: string; retry_of: string }[] } = JSON.parse(retry.text);
  expect(jobs.map(({ retry_of }) => retry_of)).toEqual([lost]);
  await untilStatus(app, jobs[0]?.id ?? "", "succeeded");
  expect(relay.posts()).toHaveLength(2);
});

test("it is sent again only by a person who accepts the risk, once, and the old job is closed", async ({
  page,
  app,
  relay,
}) => {
  const lost = await lose(app, relay, "again");
  expectProblem(await send(app, "POST", `/api/jobs/${lost}/retries`, {}), 409, "risk_not_accepted");
  expectProblem(await send(app, "POST", `/api/jobs/${lost}/retries`, { accept_risk: false }), 409, "risk_not_accepted");
  expectProblem(await send(app, "POST", `/api/jobs/${lost}/checks`, {}), 409, "not_checkable");
  expect(await listJobs(app)).toHaveLength(1);

  await openFromSheet(page, "again");
  const main = page.getByRole("main");
  const again = main.getByRole("button", { name: watch.unknown.again });
  await expect(again).toBeDisabled();
  await main.getByRole("checkbox", { name: watch.unknown.acceptRisk }).check();
  await again.dblclick();
  await expectStatus(main, "Failed");

  const jobs = await listJobs(app);
  expect(jobs).toHaveLength(2);
  expect(jobs.find(({ id }) => id === lost)).toMatchObject({ status: "failed", failure: { charged: "unknown" } });
  await expect(main.getByText(watch.page.ruledAgain)).toBeVisible();
  const next = jobs.find(({ retry_of }) => retry_of === lost);
  await untilStatus(app, next?.id ?? "", "succeeded");
  expect(relay.posts()).toHaveLength(2);
});

test("a job that the relay called failed is kept after all when asking again finds its video", async ({
  page,
  app,
  relay,
}) => {
  relay.script("query", [{ kind: "edit", set: { status: "failed", video_url: null, error: "gave up too early" } }]);
  const { id } = await submitOne(app, { prompt: "late" });
  await untilStatus(app, id, "failed");
  await page.goto(`/jobs/${id}`);
  const main = page.getByRole("main");
  await expect(main.getByText("gave up too early").first()).toBeVisible();
  await main.getByRole("button", { name: text.actions.check }).press("Enter");
  await expectStatus(main, "Succeeded");
  await expect(main.getByRole("button", { name: text.actions.check })).toHaveCount(0);
  await expect(main.getByRole("button", { name: text.tile.star })).toBeFocused();
  await play(main);
  expect(relay.posts()).toHaveLength(1);
});

/** A job whose answer broke off after the relay had made, and charged, its task. */
async function lose(site: Site, relay: Relay, prompt: string): Promise<string> {
  relay.script("create", [{ kind: "reset" }]);
  const { id } = await submitOne(site, { prompt });
  const job = await untilStatus(site, id, "unknown");
  expect(job.failure?.charged).toBe("unknown");
  return id;
}

async function openFromSheet(page: Page, prompt: string): Promise<void> {
  await page.goto("/");
  const card = cards(page, prompt);
  await expectStatus(card, "Unknown outcome");
  await card.getByRole("link", { name: prompt }).click();
  await expect(page.getByRole("heading", { level: 1, name: prompt })).toBeVisible();
}
