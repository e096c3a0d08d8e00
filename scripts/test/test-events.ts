/** What the events of Node's test runner mean, where their names do not say it. */
import type { EventData } from "node:test";

type Ended = Pick<EventData.TestFail | EventData.TestPass, "name" | "file" | "nesting" | "details">;

/** The runner reports a file of its own accord when it cannot be loaded, times out, or holds no test. */
export function isFile({ name, file, nesting }: Ended): boolean {
  return nesting === 0 && file !== undefined && file.endsWith(name);
}

/** A suite that failed only because of what is in it, which is reported by itself. */
export function isSuiteOfFailures({ details }: Ended): boolean {
  if (details.type !== "suite" || !("error" in details)) return false;
  const { error } = details;
  return error instanceof Error && "failureType" in error && error.failureType === "subtestsFailed";
}
