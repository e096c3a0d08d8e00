/** What is said when there is nothing to watch. */
import { createCurl } from "#lib/create-call.ts";
import { localeCookie } from "#lib/locale.ts";
import { en as text } from "#lib/text/en.ts";
import { advice } from "#lib/text/en/advice.ts";
import { watch } from "#lib/text/en/watch.ts";
import { zh } from "#lib/text/zh.ts";
import { advice as zhAdvice } from "#lib/text/zh/advice.ts";
import { watch as zhWatch } from "#lib/text/zh/watch.ts";
import { readJob, submitOne, untilStatus } from "./api.ts";
import { cards } from "./desk.ts";
import { expect, test } from "./live.ts";
import { seen } from "./relay/behaviour.ts";

test("what went wrong is explained: what happened, the charge, what to change, and the relay's words to copy", async ({
  page,
  context,
  app,
  relay,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  relay.script("create", [seen.refused]);
  const refused = await submitOne(app, { prompt: "refused" });
  await untilStatus(app, refused.id, "failed");
  relay.script("file", [seen.notAVideo]);
  const unkept = await submitOne(app, { prompt: "unkept" });
  await expect.poll(async () => (await readJob(app, unkept.id)).job.media.state).toBe("failed");

  await page.goto("/");
  await cards(page, "refused").getByRole("link", { name: text.job.why }).click();
  const view = page.getByRole("dialog", { name: "refused" });
  const sheet = view.getByRole("region", { name: text.failures.prompt_refused });
  await expect(sheet.getByText(advice.failures.prompt_refused.next)).toBeVisible();
  await expect(sheet.getByText(text.charged.no)).toBeVisible();
  await expect(sheet.getByRole("blockquote")).toHaveText("Post Text Risk Not Pass");
  await sheet.getByRole("button", { name: watch.trouble.copyNote }).click();
  await expect(sheet.getByRole("button", { name: watch.trouble.copyNote })).toHaveText(text.copying.copied);
  const note = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of [refused.id, "50413", "Post Text Risk Not Pass", "refused"]) expect(note).toContain(part);

  await page.keyboard.press("ArrowLeft");
  const other = page.getByRole("dialog", { name: "unkept" });
  await expect(other.getByText(advice.media.failed.next)).toBeVisible();
  await expect(other.getByText(watch.trouble.chargedYes)).toBeVisible();

  await test.step("in Chinese on the job's own page, with the call as curl and nothing of the relay's address", async () => {
    await context.addCookies([{ name: localeCookie, value: "zh", url: app.url }]);
    await page.goto(`/jobs/${refused.id}`);
    const main = page.getByRole("main");
    await expect(main.getByRole("region", { name: zh.failures.prompt_refused })).toBeVisible();
    await expect(main.getByText(zhAdvice.failures.prompt_refused.why)).toBeVisible();
    await expect(main.getByRole("region", { name: zhWatch.page.curl }).getByText("curl -X POST")).toHaveText(
      createCurl(refused),
    );
    expect(await page.content()).not.toContain(new URL(relay.url).host);
  });
});
