/** The unit and integration tests, under Node's own runner. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "../launch/run.mjs";
import { postgresForTests } from "./postgres.ts";
import { type Outcome, type Step, atLeastOne, one } from "./steps.ts";

/** A file that takes longer hangs, however busy the machine; the runner ends it and counts it as failed. */
const fileTimeoutMs = 600_000;
const folders = ["app", "components", "lib", "scripts", "e2e"];

export const nodeTests: Step = { name: "Unit and integration tests", run: runTests };

async function runTests(): Promise<Outcome> {
  await using postgres = await postgresForTests();
  if (postgres === null) return one(false);
  const scratch = await mkdtemp(join(tmpdir(), "clipdesk-test-"));
  try {
    const countsFile = join(scratch, "counts.json");
    const args = [
      "--conditions=react-server",
      "--test",
      // One more than two cores have: many files wait, for leases and for processes, more than they compute.
      "--test-concurrency=3",
      `--test-timeout=${fileTimeoutMs}`,
      `--test-reporter=${reporter("failure-reporter.ts")}`,
      "--test-reporter-destination=stdout",
      `--test-reporter=${reporter("count-reporter.ts")}`,
      `--test-reporter-destination=${countsFile}`,
      ...folders.map((folder) => `${folder}/**/*.test.ts`),
    ];
    const { code } = await run("node", args, { env: { ...process.env, TEST_DATABASE_URL: postgres.url } });
    const outcome = atLeastOne(await countsIn(countsFile), "unit or integration test");
    // What the reporter did not see, such as a crash of the runner itself, must not pass.
    return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function reporter(name: string): string {
  return join(root, "scripts", "test", name);
}

async function countsIn(file: string): Promise<Outcome> {
  try {
    return JSON.parse(await readFile(file, "utf8")); // written by count-reporter.ts
  } catch {
    console.error("The test runner ended without a result.");
    return one(false);
  }
}
