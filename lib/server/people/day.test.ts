import assert from "node:assert/strict";
import { test } from "node:test";
import { dayAround, dayOf } from "./day.ts";

const hourMs = 3_600_000;

test("a day begins at midnight of its place, also where it lies half an hour off", () => {
  for (const [timeZone, at, day, startsAt] of [
    ["UTC", "2026-11-29T23:59:59.999Z", "2026-11-29", "2026-11-29T00:00:00.000Z"],
    ["UTC", "2026-11-30T00:00:00.000Z", "2026-11-30", "2026-11-30T00:00:00.000Z"],
    ["Asia/Shanghai", "2026-11-29T16:00:00.000Z", "2026-11-30", "2026-11-29T16:00:00.000Z"],
    ["Asia/Kolkata", "2026-11-29T18:29:59.000Z", "2026-11-29", "2026-11-28T18:30:00.000Z"],
    ["America/New_York", "2026-11-29T04:59:00.000Z", "2026-11-28", "2026-11-28T05:00:00.000Z"],
  ] as const) {
    const atMs = Date.parse(at);
    const { startsAtMs, endsAtMs } = dayAround(atMs, timeZone);
    assert.equal(dayOf(atMs, timeZone), day, timeZone);
    assert.equal(new Date(startsAtMs).toISOString(), startsAt, timeZone);
    assert.equal(endsAtMs - startsAtMs, 24 * hourMs, timeZone);
  }
});

test("the days on which clocks are changed have 23 and 25 hours", () => {
  const lengthOf = (at: string) => {
    const { startsAtMs, endsAtMs } = dayAround(Date.parse(at), "Europe/Berlin");
    return (endsAtMs - startsAtMs) / hourMs;
  };
  assert.equal(lengthOf("2026-03-29T12:00:00Z"), 23);
  assert.equal(lengthOf("2026-10-25T12:00:00Z"), 25);
});
