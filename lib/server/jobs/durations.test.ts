import assert from "node:assert/strict";
import { test } from "node:test";
import { type Durations, durationsFrom } from "./durations.ts";

const dayMs = 24 * 3_600_000;
const seenAround = (ms: number, videos: number) =>
  durationsFrom(Array.from({ length: videos }, () => ({ afterMs: ms - 2_000, byMs: ms + 2_000 })));
const beliefs: Record<string, Durations> = {
  "nothing seen": durationsFrom([]),
  "a hundred of two minutes": seenAround(120_000, 100),
  "one that was ready when first asked about": durationsFrom([{ afterMs: 0, byMs: 15_000 }]),
  "one of no time at all": durationsFrom([{ afterMs: 0, byMs: 0 }]),
  "one of a month": durationsFrom([{ afterMs: 29 * dayMs, byMs: 30 * dayMs }]),
};

for (const [name, durations] of Object.entries(beliefs)) {
  test(`with ${name}: the chance of taking longer falls from 1, never to 0, and its sum is its integral`, () => {
    assert.equal(durations.leftAt(0), 1);
    let [before, sumMs] = [1, 0];
    const stepMs = 500;
    for (let ageMs = 0; ageMs < 3_600_000; ageMs += stepMs) {
      const left = durations.leftAt(ageMs + stepMs);
      assert.ok(left > 0 && left <= before, `${left} after ${before}`);
      sumMs += (stepMs * (before + left)) / 2;
      before = left;
    }
    const told = durations.sumTo(3_600_000);
    assert.ok(Math.abs(told - sumMs) < 0.01 * sumMs, `${told}, and by adding up ${sumMs}`);
    assert.ok(durations.leftAt(30 * dayMs) > 0);
  });
}

test("before anything was seen, most videos are thought to take one to three minutes", () => {
  const { leftAt } = durationsFrom([]);
  assert.ok(leftAt(60_000) - leftAt(180_000) > 0.6);
  assert.ok(Math.abs(leftAt(120_000) - 0.5) < 0.05);
});

test("what was seen soon outweighs what was thought, and something else stays possible", () => {
  for (const ms of [20_000, 120_000, 900_000]) {
    const { leftAt } = seenAround(ms, 100);
    assert.ok(leftAt(ms * 0.8) - leftAt(ms * 1.25) > 0.75, `around ${ms}`);
    assert.ok(leftAt(10 * ms) > 0.005, `ten times ${ms}`);
  }
});

test("a video that was noticed late is not believed to have taken that long", () => {
  const late = durationsFrom(Array.from({ length: 100 }, () => ({ afterMs: 100_000, byMs: 200_000 })));
  const share = late.leftAt(100_000) - late.leftAt(141_000); // the middle of 100 and 200 s in equal proportions
  assert.ok(Math.abs(share - 0.5 * (late.leftAt(100_000) - late.leftAt(200_000))) < 0.05, `${share}`);
});
