/** One intent of a person is one charge, however often the browser says it. The relay counts. */
import { call, expectProblem, listJobs, send, submit, untilStatus, validJob } from "./api.ts";
import { cards, expectStatus, fillIn, generate, holdSubmissions } from "./desk.ts";
import { expect, test } from "./live.ts";

test("a double click is one job, and the next press is another", async ({ page, relay }) => {
  await page.goto("/");
  await fillIn(page, { prompt: "double" });
  await generate(page).dblclick();
  await expectStatus(cards(page, "double"), "Succeeded");
  expect(relay.posts()).toHaveLength(1);

  await fillIn(page, { prompt: "another idea" });
  await generate(page).click();
  await expectStatus(cards(page, "another idea"), "Succeeded");
  expect(relay.posts()).toHaveLength(2);
  await expect(cards(page)).toHaveCount(2);
});

test("Enter and a click while the answer is out are one job", async ({ page, app, relay }) => {
  await page.goto("/");
  const held = await holdSubmissions(page);
  await fillIn(page, { prompt: "impatient" });
  await page.getByRole("spinbutton", { name: "Takes" }).press("Enter");
  await held.arrived;
  await generate(page).click();
  await page.getByRole("textbox", { name: "Prompt" }).press("Control+Enter");
  await generate(page).click();
  held.release();
  await expectStatus(cards(page, "impatient"), "Succeeded");
  expect(await listJobs(app)).toHaveLength(1);
  expect(relay.posts()).toHaveLength(1);
});

test("Ctrl+Enter in the prompt submits once, held down or not", async ({ page, relay }) => {
  await page.goto("/");
  await fillIn(page, { prompt: "by keyboard" });
  await page.getByRole("textbox", { name: "Prompt" }).focus();
  await page.keyboard.down("Control");
  await page.keyboard.down("Enter");
  await page.keyboard.down("Enter"); // a held key repeats
  await page.keyboard.up("Enter");
  await page.keyboard.up("Control");
  await expectStatus(cards(page, "by keyboard"), "Succeeded");
  expect(relay.posts()).toHaveLength(1);
});

test("Enter held down in a field is one job, however late the keyboard begins to repeat it", async ({
  page,
  relay,
}) => {
  await page.goto("/");
  await fillIn(page, { prompt: "held down" });
  await page.getByRole("spinbutton", { name: "Takes" }).focus();
  await page.keyboard.down("Enter");
  const startedAt = await page.evaluate(() => performance.now());
  await expectStatus(cards(page, "held down"), "Succeeded");
  // Beyond the length of a burst; keyboards can be set to wait a whole second.
  await page.waitForFunction((from) => performance.now() - from > 1_000, startedAt);
  for (let repeats = 0; repeats < 5; repeats += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await fillIn(page, { prompt: "the next idea" });
  await page.getByRole("spinbutton", { name: "Takes" }).press("Enter");
  await expectStatus(cards(page, "the next idea"), "Succeeded");
  expect(relay.posts()).toHaveLength(2);
});

for (const [what, reaches] of [
  ["its answer is still out", true],
  ["it has not left the browser", false],
] as const) {
  test(`a reload goes on with a submission when ${what}: one job`, async ({ page, app, relay }) => {
    await page.goto("/");
    const held = await holdSubmissions(page, reaches);
    await fillIn(page, { prompt: "reloaded" });
    await generate(page).click();
    await held.arrived;
    expect(await listJobs(app)).toHaveLength(reaches ? 1 : 0);
    await page.reload();
    await expectStatus(cards(page, "reloaded"), "Succeeded");
    await expect(cards(page)).toHaveCount(1);
    expect(await listJobs(app)).toHaveLength(1);
    expect(relay.posts()).toHaveLength(1);
    expect(held.keys().length).toBeGreaterThan(1);
    expect(new Set(held.keys()).size).toBe(1);
  });
}

test("a lost answer and another press are one job", async ({ page, app, relay, expectConsoleError }) => {
  expectConsoleError(/ERR_CONNECTION_RESET/);
  await page.goto("/");
  const keys: (string | undefined)[] = [];
  await page.route("**/api/jobs", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  await fillIn(page, { prompt: "unheard" });
  await generate(page).click();
  await expect(page.getByRole("form").getByRole("alert")).not.toBeEmpty();
  await generate(page).click();
  await expectStatus(cards(page, "unheard"), "Succeeded");
  await expect(cards(page)).toHaveCount(1);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await listJobs(app)).toHaveLength(1);
  expect(relay.posts()).toHaveLength(1);
});

test("a tab opened from one that is sending shares its intent; two tabs with two ideas are two jobs", async ({
  page,
  context,
  app,
  relay,
}) => {
  await page.goto("/");
  const held = await holdSubmissions(page, true);
  await fillIn(page, { prompt: "duplicated" });
  await generate(page).click();
  await held.arrived;
  // As "Duplicate tab" does, this takes the session's storage along.
  const opened = context.waitForEvent("page");
  await page.evaluate(() => window.open("/"));
  const second = await opened;
  await expectStatus(cards(second, "duplicated"), "Succeeded");
  await expect(cards(second)).toHaveCount(1);
  held.release();
  await expectStatus(cards(page, "duplicated"), "Succeeded");
  expect(relay.posts()).toHaveLength(1);

  await Promise.all([fillIn(page, { prompt: "left" }), fillIn(second, { prompt: "right" })]);
  await Promise.all([generate(page).click(), generate(second).click()]);
  for (const tab of [page, second])
    for (const prompt of ["left", "right"]) await expectStatus(cards(tab, prompt), "Succeeded");
  expect(await listJobs(app)).toHaveLength(3);
  expect(relay.posts()).toHaveLength(3);
});

test("three takes are three jobs and three paid calls", async ({ page, relay }) => {
  await page.goto("/");
  await fillIn(page, { prompt: "three of a kind", takes: 3 });
  await generate(page).click();
  await expect(cards(page, "three of a kind").getByText("Succeeded", { exact: true })).toHaveCount(3);
  expect(relay.posts()).toHaveLength(3);
  expect(new Set(relay.tasks).size).toBe(3);
});

test("the same key and request are the same jobs for ever, another request under it is refused", async ({
  app,
  relay,
}) => {
  const headers = { "idempotency-key": "one-intent" };
  const body = { ...validJob, count: 2 };
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(app, "POST", "/api/jobs", body, headers)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
  const ids = new Set(answers.map(({ text }) => JSON.stringify(idsOf(text))));
  expect(ids.size).toBe(1);

  for (const id of idsOf(answers[0]?.text ?? "")) await untilStatus(app, id, "succeeded");
  const later = await send(app, "POST", "/api/jobs", body, headers);
  expect(later.status).toBe(200);
  expect(idsOf(later.text)).toEqual(idsOf(answers[0]?.text ?? ""));
  const other = await send(app, "POST", "/api/jobs", { ...body, prompt: "another" }, headers);
  expectProblem(other, 422, "intent_mismatch");
  expect(relay.posts()).toHaveLength(2);
  expect(await listJobs(app)).toHaveLength(2);

  await test.step("a retry under one key is one new job too", async () => {
    const [first = ""] = idsOf(later.text);
    const retries = await Promise.all(
      [1, 2, 3].map(() => send(app, "POST", `/api/jobs/${first}/retries`, {}, { "idempotency-key": "again" })),
    );
    expect(new Set(retries.map(({ text }) => idsOf(text)[0])).size).toBe(1);
    expect(await listJobs(app)).toHaveLength(3);
  });

  await test.step("calls without a key are intents of their own", async () => {
    await submit(app);
    await submit(app);
    expect(await listJobs(app)).toHaveLength(5);
    expect((await call(app, "GET", "/api/jobs?limit=100")).status).toBe(200);
  });
});

function idsOf(text: string): string[] {
  const { jobs }: { jobs: { id: string }[] } = JSON.parse(text);
  return jobs.map(({ id }) => id);
}
