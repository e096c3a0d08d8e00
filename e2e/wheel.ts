/** The sheet under the wheel of a mouse. */
import type { Page } from "@playwright/test";
import { cards } from "./desk.ts";
import { expect } from "./fixtures.ts";

/** As a hand turns the wheel, down and, where that went too far, up again, until the take is there. */
export async function scrollTo(page: Page, take: number): Promise<void> {
  await cards(page).first().hover();
  await expect(async () => {
    const shown = await takesInView(page);
    expect(shown).not.toEqual([]); // what the wheel came to is still being drawn
    if (shown.includes(take)) return;
    await page.mouse.wheel(0, Math.min(...shown) > take ? 900 : -300);
    throw new Error(`Take ${take} is not in view`);
  }).toPass({ intervals: [50], timeout: 90_000 });
}

function takesInView(page: Page): Promise<number[]> {
  return cards(page).evaluateAll((all) =>
    all.flatMap((card) => {
      const { top, bottom } = card.getBoundingClientRect();
      const take = /Take (\d+):/.exec(card.textContent)?.[1];
      return take !== undefined && bottom > 0 && top < window.innerHeight ? [Number(take)] : [];
    }),
  );
}

/** Two pictures in a row with the same scroll: the wheel has run out. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise((done) => {
        const at = window.scrollY;
        requestAnimationFrame(() =>
          requestAnimationFrame(() => requestAnimationFrame(() => done(window.scrollY === at))),
        );
      }),
  );
}
