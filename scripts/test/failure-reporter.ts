/** A line for each file, and for each failure where it is and why. */
import { relative, resolve } from "node:path";
import type { TestEvent } from "node:test/reporters";
import { inspect } from "node:util";
import { isFile, isSuiteOfFailures } from "./test-events.ts";

export default async function* failureReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const errorOutput = new Map<string, string>();
  for await (const event of events) {
    if (event.type === "test:stderr") {
      const { message } = event.data;
      // Given as the runner was given it here, and whole in the other events.
      const file = resolve(event.data.file);
      errorOutput.set(file, (errorOutput.get(file) ?? "") + message);
    }
    if (event.type === "test:pass" && isFile(event.data)) yield `✗ ${event.data.name}\n  holds no test\n`;
    if (event.type === "test:fail" && event.data.todo === undefined && !isSuiteOfFailures(event.data)) {
      const { name, file = "", line, details } = event.data;
      yield `✗ ${relative(process.cwd(), file)}:${line ?? 1} ${name}\n${indented(inspect(details.error.cause ?? details.error))}\n`;
      // A file that could not be loaded says why only on its standard error.
      if (isFile(event.data)) yield `${indented(errorOutput.get(file) ?? "")}\n`;
    }
    if (event.type === "test:summary" && event.data.file !== undefined) {
      const { file, success, counts, duration_ms: tookMs } = event.data;
      const skipped = counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`;
      yield `${success ? "✓" : "✗"} ${relative(process.cwd(), file)} (${counts.tests} tests${skipped}, ${Math.round(tookMs)} ms)\n`;
    }
  }
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
