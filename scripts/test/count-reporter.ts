/** Writes how many tests passed and failed as JSON, once all have ended. */
import type { TestEvent } from "node:test/reporters";
import { isFile, isSuiteOfFailures } from "./test-events.ts";

export default async function* countReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  for await (const event of events) {
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;
    const { skip, todo, details } = event.data;
    if (skip !== undefined || todo !== undefined) continue;
    if (event.type === "test:fail") failed += isSuiteOfFailures(event.data) ? 0 : 1;
    // The runner passes a file that holds no test, under the file's name: it proves nothing, so it fails here.
    else if (isFile(event.data)) failed += 1;
    else passed += details.type === "suite" ? 0 : 1;
  }
  yield JSON.stringify({ passed, failed });
}
