/** How a page is looked at by a program: no violation that axe can find, light and dark, and no sideways scroll. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

const phone = { width: 320, height: 640 };
const desk = { width: 1440, height: 900 };

/** Both colour schemes, wide and narrow; wide and light again when it is done. */
export async function look(page: Page): Promise<void> {
  await lookOnce(page, "dark", phone);
  await lookOnce(page, "light", desk);
}

async function lookOnce(page: Page, colorScheme: "light" | "dark", viewport: typeof phone): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.setViewportSize(viewport);
  // What is half faded in has colours of the moment.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== "running" || effect?.getComputedTiming().endTime === Infinity),
  );
  // In the page alone, which holds no other: what puts the results of several together opens one more for each look.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  );
  expect(found, `${page.url()} ${colorScheme}`).toEqual([]);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overhang, `${page.url()} at ${viewport.width} px`).toBeLessThanOrEqual(0);
}
