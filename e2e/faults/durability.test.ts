/** Whether a claim survives a power cut, which no kill shows: the system calls of an instance, as the kernel saw them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultInTrace } from "./trace.ts";
import { cannotTrace, traceOfOneJob } from "./traced.ts";

test(
  "the commit of submitting is on the disk before the first byte of the paid call leaves (SQLite)",
  { skip: cannotTrace() },
  async () => {
    const trace = await traceOfOneJob();
    assert.equal(faultInTrace(trace), null);
    // The same trace without what is to be proved: the reader must see that it is missing.
    const lines = trace.split("\n");
    const unsynced = lines.filter((line) => !/\bf(data)?sync\b/.test(line)).join("\n");
    assert.match(faultInTrace(unsynced) ?? "", /not on the disk/);
    const failed = lines.map((line) => line.replace(/(\bf(?:data)?sync\b.*)= 0/, "$1= -1 EIO")).join("\n");
    assert.match(faultInTrace(failed) ?? "", /not on the disk/);
    const unsent = lines.filter((line) => !line.includes("POST /v1/video/create")).join("\n");
    assert.match(faultInTrace(unsent) ?? "", /no paid call/);
    const unclaimed = lines.filter((line) => !line.includes("submitting")).join("\n");
    assert.match(faultInTrace(unclaimed) ?? "", /before its claim/);
  },
);
