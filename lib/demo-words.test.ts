import assert from "node:assert/strict";
import { test } from "node:test";
import { demoWords, demoWordsIn } from "./demo-words.ts";

const matches: [prompt: string, words: string[]][] = [
  ["a slow tide", []],
  ["a tide #slow", ["#slow"]],
  ["#SLOW tide", ["#slow"]],
  ["a tide (#slow), then #failed.", ["#slow", "#failed"]],
  ["潮水 #slow，再来", ["#slow"]],
  ["a tide #slowly", []],
  ["a tide #slow_motion", []],
  ["潮水#slow", []],
  ["##slow", []],
  ["https://example.com/page#failed", []],
  ["#slow#failed", ["#slow"]],
];

for (const [prompt, words] of matches)
  test(`only whole hashtags count: ${JSON.stringify(prompt)} holds ${words.join(" and ") || "none"}`, () => {
    assert.deepEqual([...demoWordsIn(prompt)], words);
  });

test("every word of the table is found when it stands alone", () => {
  for (const word of demoWords) assert.deepEqual([...demoWordsIn(word)], [word]);
});
