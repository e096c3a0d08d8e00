import assert from "node:assert/strict";
import { test } from "node:test";
import {
  findPrompts,
  forgetPrompt,
  forgetUnstarred,
  readHistory,
  recordPrompts,
  starPrompt,
} from "./prompt-history.ts";

function memory(stored?: string) {
  const map = new Map(stored === undefined ? [] : [["clipdesk.prompts", stored]]);
  return {
    getItem: (name: string) => map.get(name) ?? null,
    setItem: (name: string, value: string) => void map.set(name, value),
    removeItem: (name: string) => void map.delete(name),
  };
}
const prompts = (storage: ReturnType<typeof memory>) => readHistory(storage).map(({ prompt }) => prompt);

test("what was sent is listed once, the latest first, and keeps its star when it is sent again", () => {
  const storage = memory();
  recordPrompts(storage, ["one", "two"], 1);
  starPrompt(storage, "one", true);
  recordPrompts(storage, ["three"], 2);
  recordPrompts(storage, ["one", "one"], 3);
  assert.deepEqual(prompts(storage), ["one", "three", "two"]);
  assert.deepEqual(readHistory(storage)[0], { prompt: "one", sent_at: 3, starred: true });
});

test("the oldest without a star go when there are too many", () => {
  const storage = memory();
  recordPrompts(storage, ["favourite"], 0);
  starPrompt(storage, "favourite", true);
  for (let sent = 1; sent <= 205; sent += 1) recordPrompts(storage, [`prompt ${sent}`], sent);
  const kept = prompts(storage);
  assert.equal(kept.length, 201);
  assert.equal(kept[0], "prompt 205");
  assert.ok(kept.includes("favourite"));
  assert.ok(!kept.includes("prompt 5"));
});

test("a prompt can be forgotten, and so can all without a star", () => {
  const storage = memory();
  recordPrompts(storage, ["one", "two", "three"], 1);
  starPrompt(storage, "three", true);
  forgetPrompt(storage, "one");
  assert.deepEqual(prompts(storage), ["two", "three"]);
  forgetUnstarred(storage);
  assert.deepEqual(prompts(storage), ["three"]);
});

test("prompts are found by all of their words, in any case, and in Chinese", () => {
  const history = ["A Cat drifts over a city", "城市上空漂浮的鲸鱼", "ink"].map((prompt) => ({
    prompt,
    sent_at: 0,
    starred: false,
  }));
  const found = (sought: string) => findPrompts(history, sought).map(({ prompt }) => prompt);
  assert.deepEqual(found("CITY cat"), ["A Cat drifts over a city"]);
  assert.deepEqual(found("漂浮"), ["城市上空漂浮的鲸鱼"]);
  assert.deepEqual(found("cat ink"), []);
  assert.equal(found(" ").length, 3);
});

test("storage that is barred or holds something else is an empty history", () => {
  for (const stored of ["{", "null", '[{"prompt":1}]']) assert.deepEqual(readHistory(memory(stored)), []);
  recordPrompts(null, ["one"], 1);
  assert.deepEqual(readHistory(null), []);
});
