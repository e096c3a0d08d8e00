import assert from "node:assert/strict";
import { test } from "node:test";
import { mended } from "./mend-paths.ts";

test("an address that cannot be decoded is taken literally, and every other stays as it was sent", () => {
  const cases: readonly [sent: string, seen: string][] = [
    ["/api/jobs/%ff", "/api/jobs/%25ff"],
    ["/api/jobs/%", "/api/jobs/%25"],
    ["/jobs/%e4%bd?q=%ff", "/jobs/%25e4%25bd?q=%ff"],
    ["/jobs/%e4%bd%a0?q=%ff", "/jobs/%e4%bd%a0?q=%ff"],
    ["/api/jobs?q=%", "/api/jobs?q=%"],
    ["/api/jobs/%00", "/api/jobs/%00"],
    ["/", "/"],
    ["*", "*"],
  ];
  for (const [sent, seen] of cases) assert.equal(mended(sent), seen);
});
