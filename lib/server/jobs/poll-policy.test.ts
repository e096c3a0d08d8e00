import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { durationsFrom, type SeenDuration } from "./durations.ts";
import { isQueryOwed, keptFree, mayAsk, nextAskAtMs, pollDelayMs, unseenMs } from "./poll-policy.ts";

const hourMs = 3_600_000;
const seen = (ms: number): SeenDuration[] =>
  Array.from({ length: 100 }, () => ({ afterMs: ms - 2_000, byMs: ms + 2_000 }));
const beliefs = [[], seen(5_000), seen(120_000), [...seen(60_000), ...seen(240_000)], seen(3 * hourMs)].map(
  durationsFrom,
);
const agesMs = [0, 1, 50, 1_000, 15_000, 60_000, 119_000, 300_000, hourMs, 5 * hourMs, 23 * hourMs, 6 * 24 * hourMs];
const usual = durationsFrom(seen(120_000));
const submittedAtMs = Date.parse("2026-01-01T12:00:00Z");

describe("what a query is worth", () => {
  const worth = (ageMs: number, askedMs: number | null) =>
    unseenMs(
      { submittedAtMs, askedAtMs: askedMs === null ? null : submittedAtMs + askedMs },
      submittedAtMs + ageMs,
      usual,
    );

  test("is next to nothing while the video can hardly be ready", () => {
    assert.ok(worth(20_000, null) < 100, `${worth(20_000, null)} ms`);
  });

  test("is what has passed since the video became ready, once it surely has", () => {
    const overdue = worth(200_000, 100_000);
    assert.ok(overdue > 65_000 && overdue < 80_000, `${overdue} ms, for a video that took about 120 of the 200 s`);
  });

  test("is nothing right after the question, and less the later it was", () => {
    assert.equal(worth(130_000, 130_000), 0);
    assert.ok(worth(150_000, 100_000) > worth(150_000, 120_000));
    assert.ok(worth(150_000, 120_000) > worth(150_000, 140_000));
  });

  test("is nothing for clocks that disagree", () => {
    assert.equal(worth(-5_000, null), 0);
    assert.equal(worth(10_000, 60_000), 0);
  });

  test("grows without end for every job, whatever is believed, so that none is passed over for ever", () => {
    for (const durations of beliefs)
      for (const askedMs of agesMs) {
        let before = 0;
        for (let restMs = 1_000; restMs < 48 * hourMs; restMs *= 2) {
          const job = { submittedAtMs, askedAtMs: submittedAtMs + askedMs };
          const worthMs = unseenMs(job, submittedAtMs + askedMs + restMs, durations);
          assert.ok(worthMs >= before, `${worthMs} after ${before}`);
          before = worthMs;
        }
        assert.ok(before > 60_000, `${before} ms after two days, asked at ${askedMs}`);
      }
  });
});

describe("the next question", () => {
  test("comes no sooner than a tenth of the interval and no later than the interval of that age", () => {
    for (const durations of beliefs)
      for (const intervalMs of [50, 1_500, 10_000, 600_000])
        for (const ageMs of agesMs) {
          const nowMs = submittedAtMs + ageMs;
          const restMs = nextAskAtMs(submittedAtMs, nowMs, durations, intervalMs) - nowMs;
          const longestMs = pollDelayMs(ageMs, intervalMs);
          assert.ok(restMs >= longestMs / 10 && restMs <= longestMs + 1, `${restMs} of ${longestMs} at ${ageMs}`);
        }
  });

  test("comes sooner while the video is likely to become ready than long before and long after", () => {
    const restMs = (ageMs: number) =>
      nextAskAtMs(submittedAtMs, submittedAtMs + ageMs, usual, 10_000) - submittedAtMs - ageMs;
    assert.ok(restMs(30_000) > 5_000);
    assert.ok(restMs(115_000) < 3_000);
    assert.ok(restMs(290_000) > restMs(115_000));
  });

  test("only rests longer as a job grows older", () => {
    const ages = [0, 60_000, 299_999, 300_000, hourMs, 6 * hourMs, 24 * hourMs, 6 * 24 * hourMs];
    const rests = ages.map((ageMs) => pollDelayMs(ageMs, 10_000));
    assert.deepEqual(
      rests,
      rests.toSorted((a, b) => a - b),
    );
    assert.deepEqual([rests[0], rests[3], rests.at(-1)], [10_000, 30_000, hourMs]);
  });
});

describe("a query", () => {
  const calls = { perMinute: 60, free: 60, lately: 0, isAfterCreate: false };
  const muchMs = 1_000_000;

  test("is never made without a call to make it with", () => {
    for (const worthMs of [0, 10, muchMs, Infinity])
      for (const perMinute of [1, 2, 60, 600])
        for (const isAfterCreate of [false, true])
          assert.equal(mayAsk(worthMs, { perMinute, free: 0, lately: 0, isAfterCreate }), false);
  });

  test("leaves room for a create, and half of the budget when it is hardly worth a call", () => {
    assert.deepEqual([keptFree(1_000, calls), keptFree(1, calls)], [1, 30]);
    assert.deepEqual([mayAsk(1_000, { ...calls, free: 2 }), mayAsk(1_000, { ...calls, free: 1 })], [true, false]);
    assert.deepEqual([mayAsk(1, { ...calls, free: 31 }), mayAsk(1, { ...calls, free: 30 })], [true, false]);
  });

  test("out of a larger budget may end less waiting, and still leaves half of it to those that end more", () => {
    const large = { ...calls, perMinute: 600 };
    assert.deepEqual([keptFree(50, calls), keptFree(50, large), keptFree(5, large)], [30, 1, 300]);
  });

  test("is possible with the smallest budgets", () => {
    for (const perMinute of [1, 2, 3, 4]) assert.ok(mayAsk(1_000, { ...calls, perMinute, free: perMinute }));
  });

  test("keeps to the budget's even pace", () => {
    assert.deepEqual([mayAsk(1_000, { ...calls, lately: 2 }), mayAsk(1_000, { ...calls, lately: 3 })], [true, false]);
  });

  test("that is worth much takes turns with creates, and never two of them", () => {
    const busy = { ...calls, free: 1, lately: 3 };
    assert.equal(mayAsk(muchMs, { ...busy, isAfterCreate: true }), true);
    assert.equal(mayAsk(muchMs, { ...busy, isAfterCreate: false }), false);
    assert.equal(isQueryOwed(1_000, { isAfterCreate: true }), false);
  });
});
