import assert from "node:assert/strict";
import test from "node:test";
import { createBursts } from "./bursts.ts";

test("a double press on Cancel does not press the Retry that has taken its place", () => {
  let now = 1_000;
  const bursts = createBursts(() => now);
  assert.equal(bursts.isRepeat("job", "cancel", false), false);
  bursts.ended("job", "cancel");
  now += 300;
  assert.equal(bursts.isRepeat("job", "retry", true), true);
  assert.equal(bursts.isRepeat("job", "retry", false), false, "who aims anew means Retry, however fast");
  assert.equal(bursts.isRepeat("other", "retry", true), false);
  now += 500;
  assert.equal(bursts.isRepeat("job", "retry", true), false, "later it is a press of its own");
});

test("nor does one on Restore press the way back to the trash, which stands there then", () => {
  const bursts = createBursts(() => 0);
  bursts.ended("job", "restore");
  assert.equal(bursts.isRepeat("job", "trash", true), true);
});

test("of what costs money or takes a card away a second press is a repeat, of anything else it is not", () => {
  const bursts = createBursts(() => 0);
  for (const deed of ["retry", "trash", "check", "cancel", "resolve"] as const) bursts.ended(`job ${deed}`, deed);
  assert.equal(bursts.isRepeat("job retry", "retry", false), true);
  assert.equal(bursts.isRepeat("job check", "check", false), false);
  assert.equal(bursts.isRepeat("job cancel", "cancel", false), false);
  assert.equal(bursts.isRepeat("job resolve", "resolve", false), false);
  assert.equal(bursts.isRepeat("the next job", "trash", false), true, "it lies where the deleted one lay");
});
