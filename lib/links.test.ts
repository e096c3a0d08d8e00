import assert from "node:assert/strict";
import { test } from "node:test";
import { frameTag, insertLinks, moveRow, splitLinks } from "./links.ts";

const pastes: [text: string, links: string[]][] = [
  ["", []],
  [" \n ", []],
  ["https://a/1.png", ["https://a/1.png"]],
  ["https://a/1.png\r\nhttps://a/2.png\n\n", ["https://a/1.png", "https://a/2.png"]],
  ["https://a/1.png https://a/2.png\thttps://a/3.png", ["https://a/1.png", "https://a/2.png", "https://a/3.png"]],
  ["https://a/1.png,https://a/2.png; https://a/3.png", ["https://a/1.png", "https://a/2.png", "https://a/3.png"]],
  [
    "<https://a/1.png>\n'https://a/2.png',\n\"https://a/3.png\"",
    ["https://a/1.png", "https://a/2.png", "https://a/3.png"],
  ],
  // A query is kept as it is: what looks odd in it may be a signature.
  ["https://a/1.png?x=1,2&y=(3)", ["https://a/1.png?x=1,2&y=(3)"]],
];
for (const [text, links] of pastes)
  test(`a paste of ${JSON.stringify(text)} holds ${links.length} links`, () =>
    assert.deepEqual(splitLinks(text), links));

test("links that are pasted use up blank rows and push the others on", () => {
  assert.deepEqual(insertLinks([], 0, ["a", "b"]), ["a", "b"]);
  assert.deepEqual(insertLinks(["", ""], 0, ["a", "b"]), ["a", "b"]);
  assert.deepEqual(insertLinks(["", "z"], 0, ["a", "b"]), ["a", "b", "z"]);
  assert.deepEqual(insertLinks(["y", "z"], 0, ["a", "b"]), ["y", "a", "b", "z"]);
  assert.deepEqual(insertLinks(["y"], 1, ["a"]), ["y", "a"]);
});

test("a moved row takes its new place and the others close up", () => {
  assert.deepEqual(moveRow(["a", "b", "c", "d"], 0, 2), ["b", "c", "a", "d"]);
  assert.deepEqual(moveRow(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  assert.deepEqual(moveRow(["a"], 3, 0), ["a"]);
});

test("one image is the first frame, two are the first and the last, more are counted; blank rows are none", () => {
  assert.equal(frameTag(["", "a"], 0), null);
  assert.equal(frameTag(["", "a"], 1), "first");
  assert.deepEqual(
    [0, 1, 2].map((row) => frameTag(["a", "", "b"], row)),
    ["first", null, "last"],
  );
  assert.deepEqual(
    [0, 1, 2].map((row) => frameTag(["a", "b", "c"], row)),
    [1, 2, 3],
  );
});
