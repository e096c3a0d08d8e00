import { defineConfig } from "@playwright/test";
import { browserOnThisMachine } from "../scripts/test/browser.ts";

const executablePath = browserOnThisMachine();

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../test-results",
  forbidOnly: process.env.CI !== undefined,
  // A test that passes only the second time has found something.
  retries: 0,
  // Each test has a server and a browser of its own, and waits for polls and clips; three of them fill two cores.
  workers: 3,
  fullyParallel: true,
  timeout: 120_000,
  // A job's next status can be a poll of the relay and a poll of the page away, on a machine that does two tests at once.
  expect: { timeout: 30_000 },
  globalTimeout: 900_000,
  use: {
    locale: "en-US",
    // A trace takes a quarter of the time of every test: `playwright test --config=e2e --trace=on` when it is needed.
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium's sandbox refuses to run as root, which is who runs the tests in a container.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        // The browser must ask nobody but the app: its own errands would be noise in a test.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
