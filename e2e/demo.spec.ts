/** The first ten minutes of a newcomer: nothing is configured, and everything can be seen. */
import { type DemoWord, demoWords } from "#lib/demo-words.ts";
import { en as text } from "#lib/text/en.ts";
import { listJobs, readDispatch, readJob, submitOne } from "./api.ts";
import { cards, expectStatus, fillIn, generate, play } from "./desk.ts";
import { expect, test } from "./fixtures.ts";

test("with nothing configured, a prompt becomes a video that plays in the browser", async ({ page, app }) => {
  await page.goto("/");
  await expect(page.getByText("Demo mode", { exact: true })).toBeVisible();
  await fillIn(page, { prompt: "cat fish", aspectRatio: "3:2" });
  await generate(page).click();

  const card = cards(page, "cat fish");
  await expect(card.getByText(/^(Queued|Submitting|Running)$/)).toBeVisible();
  await expectStatus(card, "Succeeded");
  const { width, height } = await play(card);
  expect(width / height).toBeCloseTo(3 / 2, 2);
  await expect(cards(page)).toHaveCount(1);

  await test.step("the clip and its picture come from this server", async () => {
    const [job] = await listJobs(app);
    if (job === undefined) throw new Error("The list is empty");
    const { events } = await readJob(app, job.id);
    expect(events.map(({ type }) => type).filter((type) => type !== "relay_status")).toEqual([
      "queued",
      "submitting",
      "accepted",
      "succeeded",
      "video_saved",
    ]);
    expect(job.media.video_url).toBe(`/api/jobs/${job.id}/video`);
    await expect.poll(async () => (await readJob(app, job.id)).job.media.poster_url).not.toBeNull();
    await page.reload();
    const poster = await cards(page, "cat fish").locator("img").getAttribute("src");
    const picture = await page.request.get(poster ?? "");
    expect(picture.headers()).toMatchObject({ "content-type": "image/jpeg" });
    expect((await picture.body()).byteLength).toBeGreaterThan(1_000);
  });

  await test.step("the job's own page shows the same video and the way it came", async () => {
    await cards(page, "cat fish").getByRole("link", { name: "cat fish" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "cat fish" })).toBeVisible();
    await expect(page.getByText("Demo mode", { exact: true })).toBeVisible();
    await expectStatus(page.getByRole("main"), "Succeeded");
    await expect(page.getByText(text.events.video_saved({}))).toBeVisible();
    await play(page.getByRole("main"));
  });
});

/** The prompt of each word, and what its card must come to say. */
const endings: Record<DemoWord, readonly string[]> = {
  "#slow": ["Running"],
  "#failed": ["Failed", "The model gave up on this video (#failed asked for it)"],
  "#refused": ["Failed", "Post Text Risk Not Pass", text.charged.no],
  "#busy": ["Succeeded"],
  "#account": ["Succeeded"],
  "#lost": ["Unknown outcome"],
  "#expired": ["Succeeded", text.media.pending],
};

test("every word of the demo brings out the ending that it promises", async ({ page, app }) => {
  await page.goto("/");
  const jobs = new Map<DemoWord, string>();
  for (const word of demoWords) jobs.set(word, (await submitOne(app, { prompt: `A tide ${word}` })).id);

  await expect(page.getByText("user quota is not enough").first()).toBeVisible();
  await expectStatus(cards(page, "A tide #account"), "Queued");
  expect(await readDispatch(app)).toMatchObject({ paused: true, reason: "account" });
  await page.getByRole("button", { name: text.dispatch.resume }).click();

  // The busy relay is waited for twice, at least five and then ten seconds.
  const patience = { timeout: 45_000 };
  for (const word of demoWords) {
    for (const words of endings[word]) {
      await expect(cards(page, `A tide ${word}`).getByText(words, { exact: true })).toBeVisible(patience);
    }
  }
  const { events } = await readJob(app, jobs.get("#busy") ?? "");
  expect(events.filter(({ type }) => type === "deferred").map(({ detail }) => detail.reason)).toEqual(["busy", "busy"]);
});
