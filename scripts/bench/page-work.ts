/** How much the open page works: while somebody types beside many jobs, scrolls through very many, and while it polls. */
import type { Browser, Page } from "@playwright/test";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../launch/run.mjs";
import type { Bench } from "./bench.ts";
import { openBrowser } from "./browser.ts";
import { longestTaskMs } from "./longest-task.ts";
import { startServer } from "./server.ts";

/** From here on a browser calls a task long: a press has to wait for it noticeably. */
const longTaskMs = 50;
const mostNodes = 2_000;
const mostPollBytes = 5_000;
const scrolledJobs = 10_000;
const turnsInStretch = 20;
const activeJobs = 20;
const polls = 5;
const patience = { timeout: 60_000 };

interface Figure {
  what: string;
  value: number;
  unit: string;
  most: number;
}

export async function pageWorkTable({ data }: Pick<Bench, "data">): Promise<string> {
  await using browser = await openBrowser();
  const figures = [
    await typing(browser, data.middle),
    ...(await scrolling(browser, data.big)),
    await polling(browser, data.small),
  ];
  const line = ({ what, value, unit, most }: Figure) =>
    `| ${what} | ${Math.round(value).toLocaleString("en-US")}${unit} | under ${most.toLocaleString("en-US")}${unit} | ${value < most ? "yes" : "no"} |`;
  return ["| What | Ours | Goal | Met |", "| --- | ---: | --- | --- |", ...figures.map(line)].join("\n");
}

async function typing(browser: Browser, folder: string): Promise<Figure> {
  await using app = await startServer(root, { DATA_DIR: folder });
  const page = await open(browser, app.url);
  const reader = countJobs(page);
  while (reader.loaded() < 500) await wheel(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.focus();
  const value = await longestTaskMs(page, () =>
    prompt.pressSequentially("A paper boat drifts along a rain-filled gutter at dusk, low camera", { delay: 30 }),
  );
  await page.context().close();
  return { what: "Typing a prompt beside 500 jobs: longest task", value, unit: " ms", most: longTaskMs };
}

async function scrolling(browser: Browser, folder: string): Promise<Figure[]> {
  await using app = await startServer(root, { DATA_DIR: folder });
  const page = await open(browser, app.url);
  const reader = countJobs(page);
  let nodes = 0;
  let value = 0;
  // In stretches: one trace of it all would be too long to be read.
  while (reader.loaded() < scrolledJobs) {
    const longestMs = await longestTaskMs(page, async () => {
      for (let turn = 0; turn < turnsInStretch; turn += 1) {
        await wheel(page);
        nodes = Math.max(nodes, await page.evaluate(() => document.querySelectorAll("*").length));
      }
    });
    value = Math.max(value, longestMs);
  }
  await page.context().close();
  const what = `Scrolling ${scrolledJobs.toLocaleString("en-US")} jobs`;
  return [
    { what: `${what}: longest task`, value, unit: " ms", most: longTaskMs },
    { what: `${what}: elements on the page at most`, value: nodes, unit: "", most: mostNodes },
  ];
}

/** In demo mode `#slow` runs for a minute and a half, which outlasts the polls that are looked at. */
async function polling(browser: Browser, folder: string): Promise<Figure> {
  await using app = await startServer(root, { DATA_DIR: folder });
  for (let job = 0; job < activeJobs; job += 1) await submit(app.url, `A tide ${job} #slow`);
  const page = await open(browser, app.url);
  const running = page.getByRole("region", { name: "Jobs" }).getByText("Running", { exact: true });
  await running.nth(activeJobs - 1).waitFor(patience);
  const network = await page.context().newCDPSession(page);
  const asked = new Set<string>();
  const sizes: number[] = [];
  network.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.url.includes("/api/jobs/changes")) asked.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) sizes.push(encodedDataLength);
  });
  await network.send("Network.enable");
  while (sizes.length < polls)
    await page.waitForResponse((response) => response.url().includes("/api/jobs/changes"), patience);
  await page.context().close();
  return {
    what: `A poll with ${activeJobs} active jobs, largest of ${polls}`,
    value: Math.max(...sizes),
    unit: " bytes",
    most: mostPollBytes,
  };
}

async function open(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "networkidle" });
  await page.mouse.move(900, 600);
  return page;
}

/** What the page has read of the list so far; the first 30 come with it. */
function countJobs(page: Page) {
  let jobs = 30;
  page.on("response", (response) => {
    if (!response.url().includes("/api/jobs?")) return;
    response.json().then(
      (reply: { jobs: unknown[] }) => (jobs += reply.jobs.length),
      () => {}, // the page was closed first
    );
  });
  return { loaded: () => jobs };
}

/** As fast as a hand turns it. */
async function wheel(page: Page): Promise<void> {
  await page.mouse.wheel(0, 1_000);
  await sleep(50);
}

async function submit(url: string, prompt: string): Promise<void> {
  const response = await fetch(`${url}/api/jobs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ prompt, aspect_ratio: "3:2", size: "720P", images: [] }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`The submission was answered with ${response.status}: ${await response.text()}`);
}
