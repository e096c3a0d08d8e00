import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAge, formatBytes, formatDuration, formatPlace, formatTime, formatUsual, parseRatio } from "./format.ts";
import { en } from "./text/en.ts";

const units = { seconds: "s", minutes: "min", hours: "h", days: "d" };
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test("a duration has two units at most and never a negative number", () => {
  assert.equal(formatDuration(-5_000, units), "0 s");
  assert.equal(formatDuration(59_999, units), "59 s");
  assert.equal(formatDuration(minuteMs, units), "1 min");
  assert.equal(formatDuration(minuteMs + 5_000, units), "1 min 5 s");
  assert.equal(formatDuration(2 * hourMs + 3 * minuteMs + 4_000, units), "2 h 3 min");
  assert.equal(formatDuration(49 * hourMs, units), "2 d 1 h");
});

test("an age has one unit", () => {
  assert.equal(formatAge(90_000, units), "1 min");
  assert.equal(formatAge(25 * hourMs, units), "1 d");
});

test("sizes are decimal, as disks count", () => {
  assert.equal(formatBytes(0, "en"), "0 bytes");
  assert.equal(formatBytes(1_500_000, "en"), "1.5 MB");
  assert.equal(formatBytes(2_147_483_648, "en"), "2.1 GB");
});

test("the same moment reads by the reader's own zone", () => {
  assert.match(formatTime("2026-11-22T18:05:09.000Z", "en-GB", "UTC"), /22 Nov 2026.*18:05:09/);
  assert.match(formatTime("2026-11-22T18:05:09.000Z", "en-GB", "Asia/Shanghai"), /23 Nov 2026.*02:05:09/);
});

test("what is no ratio is drawn as a square", () => {
  assert.deepEqual(parseRatio("3:2"), { width: 3, height: 2 });
  for (const word of ["", "wide", "3:0", "-3:2", "3"]) assert.deepEqual(parseRatio(word), { width: 1, height: 1 });
});

test("what is usual is said in one unit where that says as much", () => {
  const say = (from_seconds: number, to_seconds: number) => formatUsual({ from_seconds, to_seconds }, en);
  assert.equal(say(60, 180), "1 to 3 min");
  assert.equal(say(20, 45), "20 to 45 s");
  assert.equal(say(45, 120), "45 s to 2 min");
  assert.equal(say(90, 180), "1 min 30 s to 3 min");
  assert.equal(say(120, 120), "about 2 min");
  assert.equal(say(3_000, 7_200), "50 min to 2 h");
});

test("a place in a clip is told to the hundredth of a second", () => {
  assert.equal(formatPlace(0), "0:00.00");
  assert.equal(formatPlace(4.166_67), "0:04.17");
  assert.equal(formatPlace(59.999), "1:00.00");
  assert.equal(formatPlace(3_661.5), "61:01.50");
  assert.equal(formatPlace(-1), "0:00.00");
});
