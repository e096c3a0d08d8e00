/**
 * What a first visit feels like on a weak phone with a weak network: a cold cache, a processor at a quarter of its speed,
 * and the network that the browser's own tools call slow 4G. Beside the bare app's page under the same load.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { root } from "../launch/run.mjs";
import { type Bench, jobsIn, type Measurement } from "./bench.ts";
import { openBrowser } from "./browser.ts";
import { inTurn, medians } from "./numbers.ts";
import { startServer } from "./server.ts";
import type { Row } from "./table.ts";
import { readPaints, readTyping, watchPaints, watchTyping } from "./visit-watch.ts";

export const firstVisit: Measurement = { name: "first visit", measure };

/** Odd, so that a median is one of them; fewer leave a frame more or less to chance. */
const rounds = 9;
const slowProcessor = { rate: 4 };
const slow4g = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const screens = { desk: { width: 1440, height: 900 }, phone: { width: 412, height: 823 } };
const keyEveryMs = 100;
const typedWithinMs = 60_000;

async function measure({ data, bareApp }: Bench): Promise<Row[]> {
  await using app = await startServer(root, { DATA_DIR: data.middle });
  await using bare = await startServer(bareApp);
  await using browser = await openBrowser();
  const goal = { kind: "at most", ratio: 1.3 } as const;
  const rows: Row[] = [];
  for (const [screen, viewport] of Object.entries(screens)) {
    const visits = await inTurn(
      rounds,
      () => visit(browser, app.url, viewport),
      () => visit(browser, `${bare.url}/typing`, viewport),
    );
    const what = `First visit, ${screen}, ${jobsIn.middle} jobs`;
    rows.push(
      { what: `${what}: largest paint`, ...medians(visits, "largestPaintMs"), unit: "ms", goal },
      { what: `${what}: prompt accepts typing`, ...medians(visits, "typingMs"), unit: "ms", goal },
      {
        what: `${what}: layout shift`,
        ...medians(visits, "shift"),
        unit: "",
        goal: { kind: "at most over", amount: 0 },
      },
    );
  }
  return rows;
}

interface Visit {
  largestPaintMs: number;
  /** The sum of all shifts, which is stricter than the worst window of them; in thousandths, as it is told everywhere. */
  shift: number;
  /** When the page's own script counts what is typed, all that was typed before it ran included. */
  typingMs: number;
}

/** Two visits, because a browser looks for the largest paint only until somebody types. */
async function visit(browser: Browser, url: string, viewport: { width: number; height: number }): Promise<Visit> {
  await using looking = await browser.newContext({ viewport });
  const looked = await slowPage(looking);
  await looked.addInitScript(watchPaints);
  await looked.goto(url, { waitUntil: "networkidle" });
  const { largestPaintMs, shift } = await looked.evaluate(readPaints);
  await using typing = await browser.newContext({ viewport });
  return {
    largestPaintMs,
    shift: Math.round(shift * 1000) / 1000,
    typingMs: await timeOfTyping(await slowPage(typing), url),
  };
}

/** A new context begins with an empty cache. */
async function slowPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", slow4g);
  await session.send("Emulation.setCPUThrottlingRate", slowProcessor);
  return page;
}

/** Types from the beginning, as somebody in a hurry does. */
async function timeOfTyping(page: Page, url: string): Promise<number> {
  await page.addInitScript(watchTyping);
  await page.goto(url, { waitUntil: "commit" });
  for (const deadline = Date.now() + typedWithinMs; Date.now() < deadline; await sleep(keyEveryMs)) {
    await page.keyboard.press("a");
    const countedMs = await page.evaluate(readTyping);
    if (countedMs !== null) return countedMs;
  }
  throw new Error(`${url} did not count what was typed`);
}
