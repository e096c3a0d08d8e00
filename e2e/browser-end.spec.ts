/** The browser ends while a submission is out: what was meant is sent once, whatever the browser had written down. */
import { listJobs } from "./api.ts";
import { cards, expectDraft, expectStatus, fillIn, generate, holdSubmissions } from "./desk.ts";
import { expect, test } from "./live.ts";

test("the end of the browser while the answer is out is one job, shown when it is opened anew", async ({
  playwright,
  launchOptions,
  app,
  relay,
}, testInfo) => {
  const openBrowser = () => playwright.chromium.launchPersistentContext(testInfo.outputPath("profile"), launchOptions);
  const before = await openBrowser();
  const page = await before.newPage();
  await page.goto(app.url);
  const held = await holdSubmissions(page, false);
  await fillIn(page, { prompt: "left behind" });
  await generate(page).click();
  await held.arrived;
  // What is held goes on when the browser is closed, and must not arrive then: only the browser knows what was meant.
  await app.kill();
  await before.close();
  await app.start();
  expect(await listJobs(app)).toHaveLength(0);

  await using after = await openBrowser();
  const again = await after.newPage();
  const keys: (string | undefined)[] = [];
  again.on("request", (request) => request.method() === "POST" && keys.push(request.headers()["idempotency-key"]));
  await again.goto(app.url);
  await expectStatus(cards(again, "left behind"), "Succeeded");
  await expect(cards(again)).toHaveCount(1);
  await expectDraft(again, "");
  expect(keys).toEqual(held.keys());
  expect(await listJobs(app)).toHaveLength(1);
  expect(relay.posts()).toHaveLength(1);
});

test("a browser that died before it wrote down what it was sending brings back the draft, which is sent as that very call", async ({
  page,
  browser,
  app,
  relay,
}) => {
  await page.goto("/");
  const held = await holdSubmissions(page);
  await fillIn(page, { prompt: "died at once" });
  // What a browser has on its disk may be some seconds old.
  const storageState = await page.context().storageState();
  await generate(page).click();
  await held.arrived;
  await page.close();

  await using after = await browser.newContext({ storageState, baseURL: app.url });
  const again = await after.newPage();
  await again.goto("/");
  await expectDraft(again, "died at once");
  const request = again.waitForRequest((sent) => sent.method() === "POST");
  await generate(again).click();
  expect((await request).headers()["idempotency-key"]).toBe(held.keys()[0]);
  await expectStatus(cards(again, "died at once"), "Succeeded");
  expect(await listJobs(app)).toHaveLength(1);
  expect(relay.posts()).toHaveLength(1);

  await test.step("and the next press is another intent", async () => {
    const startedAt = await again.evaluate(() => performance.now());
    // Beyond the length of a burst.
    await again.waitForFunction((from) => performance.now() - from > 1_000, startedAt);
    await generate(again).click();
    await expect(cards(again, "died at once")).toHaveCount(2);
    expect(await listJobs(app)).toHaveLength(2);
  });
});
