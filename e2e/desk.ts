/** The page as a person finds it: by role and by the names that the interface promises. */
import { type BrowserContext, type Locator, type Page, expect } from "@playwright/test";

export interface Wish {
  prompt: string;
  aspectRatio?: string;
  takes?: number;
}

/** Fills the form in and leaves the pressing to the test. */
export async function fillIn(page: Page, { prompt, aspectRatio = "3:2", takes }: Wish): Promise<void> {
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  await choose(page, "Aspect ratio", aspectRatio);
  await choose(page, "Size", "720P");
  if (takes !== undefined) await page.getByRole("spinbutton", { name: "Takes" }).fill(String(takes));
  await expect(generate(page)).toBeEnabled();
}

export function generate(page: Page): Locator {
  return page.getByRole("button", { name: "Generate" });
}

/** The field of a reference image, counted from 1. */
export function image(page: Page, position: number): Locator {
  return page.getByRole("textbox", { name: `Reference image ${position}` });
}

export async function expectDraft(page: Page, prompt: string): Promise<void> {
  await expect(page.getByRole("textbox", { name: "Prompt" })).toHaveValue(prompt);
}

/** The cards of a prompt; prompts of more than one line are named with blanks for their line breaks. */
export function cards(page: Page, prompt?: string): Locator {
  const all = page.getByRole("region", { name: "Jobs" }).getByRole("article");
  if (prompt === undefined) return all;
  return all.filter({ has: page.getByRole("heading", { name: prompt, exact: true }) });
}

export async function expectStatus(place: Locator, status: string): Promise<void> {
  await expect(place.getByText(status, { exact: true })).toBeVisible();
}

/** Presses play and waits until the picture moves; answers with the picture's true size. */
export async function play(place: Locator): Promise<{ width: number; height: number }> {
  await place.getByRole("button", { name: "Play" }).click();
  const video = place.locator("video");
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.2);
  return video.evaluate(({ videoWidth, videoHeight }: HTMLVideoElement) => ({
    width: videoWidth,
    height: videoHeight,
  }));
}

async function choose(page: Page, group: string, option: string): Promise<void> {
  await page.getByRole("radiogroup", { name: group }).getByRole("radio", { name: option }).check();
}

/**
 * Pictures at `https://images.example/<width>x<height>...`, of that size; any other path there is gone. The browser asks
 * nobody for them, so that a test can name images as a person would.
 */
export async function hangPictures(page: Page): Promise<{ asked: string[] }> {
  const asked: string[] = [];
  await page.route("https://images.example/**", (route) => {
    asked.push(route.request().url());
    const [, width, height] = /\/(\d+)x(\d+)/.exec(route.request().url()) ?? [];
    if (width === undefined || height === undefined) return route.fulfill({ status: 404 });
    const body = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#0f6f68"/></svg>`;
    return route.fulfill({ contentType: "image/svg+xml", body });
  });
  return { asked };
}

/**
 * Keeps the answer of the page's first submission back, whether or not the request goes to the server; later ones pass.
 */
export async function holdSubmissions(page: Page, reaches = true) {
  const keys: string[] = [];
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  await page.route("**/api/jobs", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    keys.push(route.request().headers()["idempotency-key"] ?? "");
    if (keys.length > 1) return route.continue();
    const response = reaches ? await route.fetch() : null;
    arrived.resolve();
    await released.promise;
    if (response !== null) await route.fulfill({ response });
  });
  return { arrived: arrived.promise, release: released.resolve, keys: () => keys };
}

/** As when the tab comes to the front again: the page asks at once. */
export async function showAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
}

/** The page is there and its scripts are still on their way. */
export async function holdScripts(context: BrowserContext): Promise<{ release: () => void }> {
  const released = Promise.withResolvers<void>();
  await context.route("**/_next/static/chunks/*.js", async (route) => {
    await released.promise;
    await route.continue();
  });
  return { release: released.resolve };
}
