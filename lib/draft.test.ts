import assert from "node:assert/strict";
import { test } from "node:test";
import { blankDraft, draftOf, openDraft, paidCalls, promptLines, readDraft, requestOf } from "./draft.ts";
import type { Draft } from "./draft.ts";

const limits = {
  model: "m",
  aspect_ratios: ["2:3", "3:2", "1:1"],
  sizes: ["720P"],
  max_images: 4,
  prompt_max: 800,
};
const blank = blankDraft(limits);
const typed: Draft = { ...blank, prompt: "typed early" };
const kept: Draft = { ...blank, prompt: "kept", aspect_ratio: "1:1", images: ["https://a.example/1.png"], count: "3" };
const linked: Draft = { ...blank, prompt: "from a link", aspect_ratio: "3:2" };

test("without the switch a prompt is sent as it was typed, lines and blanks included", () => {
  const draft = { ...blank, prompt: " one\n\ntwo " };
  assert.equal(requestOf(draft).body.prompt, " one\n\ntwo ");
  assert.equal(requestOf(draft).body.prompts, undefined);
  assert.equal(paidCalls({ ...draft, count: "4" }), 4);
});

test("with it every line that is not blank is a prompt, and knows the number of its line", () => {
  const draft = { ...blank, per_line: true, prompt: "\none\r\n  \n two \n", count: "3" };
  assert.deepEqual(promptLines(draft), [
    { text: "one", line: 2 },
    { text: " two ", line: 4 },
  ]);
  assert.deepEqual(requestOf(draft).body.prompts, ["one", " two "]);
  assert.deepEqual(requestOf(draft).lines, [2, 4]);
  assert.equal(paidCalls(draft), 6);
});

test("one line alone is one prompt, so that it is the same request with and without the switch", () => {
  const { body } = requestOf({ ...blank, per_line: true, prompt: "one\n" });
  assert.equal(body.prompt, "one");
  assert.equal(body.prompts, undefined);
});

test("the number of paid calls is never more than what would be accepted", () => {
  for (const count of ["", "0", "9", "-1", "1.5", "1e", "abc"]) assert.equal(paidCalls({ ...blank, count }), 1);
  assert.equal(paidCalls({ ...blank, per_line: true, prompt: "" }), 1);
});

test("blank rows are no references, and the others keep the number of their row", () => {
  const { body, rows } = requestOf({ ...blank, images: ["", "https://a.example/1.png", " ", "x"] });
  assert.deepEqual(body.images, ["https://a.example/1.png", "x"]);
  assert.deepEqual(rows, [1, 3]);
});

test("a wish that is not offered falls back to what is, and is named", () => {
  const { draft, unoffered } = draftOf({ prompt: "p", aspect_ratio: "9:16", size: "4K", count: "12" }, limits);
  assert.deepEqual(draft, { ...blank, prompt: "p" });
  assert.deepEqual(unoffered, { aspect_ratio: "9:16", size: "4K", count: "12" });
});

test("several prompts come back as lines", () => {
  const { draft } = draftOf({ prompts: ["one", "two"], count: 2 }, limits);
  assert.deepEqual(draft, { ...blank, prompt: "one\ntwo", per_line: true, count: "2" });
});

test("a draft comes back from storage as it was, also what is wrong in it", () => {
  const wrong = { ...kept, count: "99", images: ["cat.png", ""], key: "its key" };
  assert.deepEqual(readDraft(JSON.parse(JSON.stringify(wrong)), limits), wrong);
  assert.equal(readDraft({ ...kept, aspect_ratio: "9:16" }, limits)?.aspect_ratio, "2:3");
});

test("anything else in storage is no draft", () => {
  for (const value of [null, 1, "x", [], {}, { ...kept, images: [1] }, { ...kept, prompt: null }])
    assert.equal(readDraft(value, limits), null);
});

const keyed = { ...kept, key: "its key" };
const openings: [name: string, opening: Parameters<typeof openDraft>[0], draft: Draft, shelved: Draft | null][] = [
  ["nothing", { drawn: blank, isPrefilled: false, found: blank, kept: null }, blank, null],
  ["a kept draft", { drawn: blank, isPrefilled: false, found: blank, kept }, kept, null],
  [
    "a kept draft under its key, found in the page too",
    { drawn: blank, isPrefilled: false, found: kept, kept: keyed },
    keyed,
    null,
  ],
  ["typing before the script", { drawn: blank, isPrefilled: false, found: typed, kept: null }, typed, null],
  [
    "typing before the script, over a kept draft",
    { drawn: blank, isPrefilled: false, found: typed, kept },
    typed,
    kept,
  ],
  ["a link", { drawn: linked, isPrefilled: true, found: linked, kept: null }, linked, null],
  ["a link, over a kept draft", { drawn: linked, isPrefilled: true, found: linked, kept }, linked, kept],
  [
    "typing into what a link filled in",
    { drawn: linked, isPrefilled: true, found: { ...linked, prompt: "changed" }, kept },
    { ...linked, prompt: "changed" },
    kept,
  ],
  [
    "a ratio chosen before the script, for the draft that comes back and is another request now",
    { drawn: blank, isPrefilled: false, found: { ...blank, aspect_ratio: "3:2" }, kept: keyed },
    { ...kept, aspect_ratio: "3:2", key: undefined },
    null,
  ],
  ["a link to what is kept already", { drawn: kept, isPrefilled: true, found: kept, kept }, kept, null],
];
for (const [name, opening, draft, shelved] of openings)
  test(`the form opens with ${name}`, () => assert.deepEqual(openDraft(opening), { draft, shelved }));
