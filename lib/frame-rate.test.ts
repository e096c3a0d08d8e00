import assert from "node:assert/strict";
import { test } from "node:test";
import { frameRateOf } from "./frame-rate.ts";

test("the usual rates are recognised from the times of their frames", () => {
  for (const rate of [23.976, 24, 25, 29.97, 30, 50, 60]) assert.equal(frameRateOf(framesAt(rate, 30)), rate);
});

test("dropped frames and a start from the beginning again do not change the rate", () => {
  const dropped = framesAt(30, 60).filter((_, index) => index % 7 !== 0 && index % 11 !== 0);
  assert.equal(frameRateOf(dropped), 30);
  assert.equal(frameRateOf([...framesAt(24, 12), ...framesAt(24, 12)]), 24);
});

test("an unusual rate is told as it is", () => {
  assert.equal(frameRateOf(framesAt(40, 30)), 40);
});

test("too few frames, or ones so slow that half may be missing, tell nothing", () => {
  assert.equal(frameRateOf([]), null);
  assert.equal(frameRateOf(framesAt(24, 8)), null);
  assert.equal(frameRateOf(framesAt(12, 60)), null);
  assert.equal(frameRateOf(Array.from({ length: 30 }, () => 1.5)), null);
});

function framesAt(rate: number, count: number): number[] {
  // Browsers give microseconds.
  return Array.from({ length: count }, (_, index) => Math.round((index / rate) * 1e6) / 1e6);
}
