/** What a first visit's scripts weigh on the wire: as the server sent them, compressed, headers included, cold cache. */
import type { Browser } from "@playwright/test";
import { root } from "../launch/run.mjs";
import type { Bench, Measurement } from "./bench.ts";
import { openBrowser } from "./browser.ts";
import { startServer } from "./server.ts";
import type { Row } from "./table.ts";

export const firstLoad: Measurement = { name: "first load", measure };

async function measure({ data, bareApp }: Bench): Promise<Row[]> {
  await using app = await startServer(root, { DATA_DIR: data.small });
  await using bare = await startServer(bareApp);
  await using browser = await openBrowser();
  const kilobytes = async (url: string) => (await scriptBytes(browser, url)) / 1000;
  return [
    {
      what: "First-load script of the page, compressed",
      ours: await kilobytes(app.url),
      floor: await kilobytes(bare.url),
      unit: "KB",
      goal: { kind: "at most over", amount: 60 },
    },
  ];
}

/** Until nothing has been asked for during half a second: what the page fetches by itself belongs to its first load. */
async function scriptBytes(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext(); // which begins with an empty cache
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const scripts = new Set<string>();
  let sizeBytes = 0;
  network.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) sizeBytes += encodedDataLength;
  });
  await network.send("Network.enable");
  await page.goto(url, { waitUntil: "networkidle" });
  await context.close();
  return sizeBytes;
}
