/** The browser tests, under Playwright. */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "../launch/run.mjs";
import { browserForTests } from "./browser.ts";
import { type Outcome, type Step, atLeastOne, one } from "./steps.ts";

export const browserTests: Step = { name: "Browser tests", run: runTests };

async function runTests(): Promise<Outcome> {
  if (!existsSync(join(root, ".next", "clipdesk-build"))) {
    console.error("Not run: there is no build to test.");
    return one(false);
  }
  const browser = await browserForTests();
  if (browser === null) return one(false);
  const scratch = await mkdtemp(join(tmpdir(), "clipdesk-test-"));
  try {
    const resultFile = join(scratch, "result.json");
    const playwright = join(root, "node_modules", "@playwright", "test", "cli.js");
    const { code } = await run("node", [playwright, "test", "--config=e2e", "--reporter=list,json"], {
      env: { ...process.env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: resultFile },
    });
    const outcome = atLeastOne(await countsIn(resultFile), "browser test");
    return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function countsIn(file: string): Promise<Outcome> {
  try {
    const { stats, errors } = JSON.parse(await readFile(file, "utf8"));
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
  } catch {
    console.error("Playwright ended without a result.");
    return one(false);
  }
}
