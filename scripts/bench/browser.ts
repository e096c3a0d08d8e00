/** The browser that the page is measured in. */
import { type Browser, chromium } from "@playwright/test";
import { browserForTests } from "../test/browser.ts";

export async function openBrowser(): Promise<Browser> {
  const executablePath = await browserForTests();
  if (executablePath === null) throw new Error("The page cannot be measured without a browser");
  return chromium.launch({
    executablePath,
    // Chromium's sandbox refuses to run as root, which is who runs this in a container.
    chromiumSandbox: process.getuid?.() !== 0,
    // The browser's own errands would be noise here.
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
