import assert from "node:assert/strict";
import { test } from "node:test";
import { compareSettings, partTexts } from "./differences.ts";

const request = {
  model: "m",
  prompt: "a tide",
  aspect_ratio: "3:2",
  size: "720P",
  images: ["https://a.example/1.png"],
};

test("settings that are equal are told apart from those that are not, the order of images included", () => {
  const all = ["model", "prompt", "aspect_ratio", "size", "images"];
  assert.deepEqual(compareSettings([request, { ...request, images: [...request.images] }]), {
    same: all,
    different: [],
  });
  const { same, different } = compareSettings([
    { ...request, images: ["1", "2"] },
    { ...request, images: ["2", "1"], prompt: "a tide " },
    request,
  ]);
  assert.deepEqual(
    [same, different],
    [
      ["model", "aspect_ratio", "size"],
      ["prompt", "images"],
    ],
  );
});

test("of prompts that differ only the differing words stand out, in Chinese too", () => {
  assert.deepEqual(middles("a slow tide at dawn", "a quick tide at dawn"), ["slow", "quick"]);
  assert.deepEqual(middles("a tide", "a tide at dawn"), ["", " at dawn"]);
  assert.deepEqual(middles("一只猫在云海里", "一只狗在云海里"), ["猫", "狗"]);
  assert.deepEqual(middles("ab", "cd", "ef"), ["ab", "cd", "ef"]);
  assert.deepEqual(middles("a a", "a a a"), ["", " a"]);
  assert.deepEqual(middles("same", "same"), ["", ""]);
});

test("the parts together are the prompt, whatever is in it", () => {
  const prompts = ["one 👩‍👩‍👧‍👦 two\n three", "one 👩‍👩‍👧 two\n three", ""];
  assert.deepEqual(
    partTexts(prompts).map(({ before, middle, after }) => before + middle + after),
    prompts,
  );
});

function middles(...texts: string[]): string[] {
  return partTexts(texts).map(({ middle }) => middle);
}
