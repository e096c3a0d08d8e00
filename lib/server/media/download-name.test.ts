import assert from "node:assert/strict";
import { test } from "node:test";
import { downloadNameFor } from "./download-name.ts";

const id = "0193a5d2-7c11-7e0a-9b3f-1234abcd5678";

test("a download is named after its prompt and the end of its job's id", () => {
  assert.equal(downloadNameFor("cat fish", id), "cat fish abcd5678.mp4");
  assert.equal(downloadNameFor("cat fish", id, "video/webm"), "cat fish abcd5678.webm");
});

test("two takes of one prompt, made in the same millisecond, have different names", () => {
  const other = "0193a5d2-7c11-7e0a-9b3f-1234abcd5679";
  assert.notEqual(downloadNameFor("cat fish", id), downloadNameFor("cat fish", other));
});

test("Chinese, accents and joined emoji stay as they were written", () => {
  assert.equal(downloadNameFor("一只猫在海边散步,黄昏", id), "一只猫在海边散步,黄昏 abcd5678.mp4");
  assert.equal(downloadNameFor("cafe\u0301 👩‍👩‍👧", id), "caf\u00e9 👩‍👩‍👧 abcd5678.mp4");
});

test("characters that a file system refuses, or that make a path, become spaces", () => {
  assert.equal(downloadNameFor('../../etc/passwd: a "b" <c> | d? *\\e', id), "etc passwd a b c d e abcd5678.mp4");
  assert.equal(downloadNameFor("line one\r\nline two\ttab\0nul\x7f", id), "line one line two tab nul abcd5678.mp4");
});

test("nothing that turns or hides text gets into a name", () => {
  const name = downloadNameFor("a\u202egpj.exe\u2066b\u200b\u200e\u061c\ufeff\u2028c\u0085\ud800d", id);
  assert.equal(name, "a gpj.exe b c d abcd5678.mp4");
});

test("a name never begins as a hidden file, an option or a home folder", () => {
  assert.equal(downloadNameFor("...hidden", id), "hidden abcd5678.mp4");
  assert.equal(downloadNameFor("--version", id), "version abcd5678.mp4");
  assert.equal(downloadNameFor("~root", id), "root abcd5678.mp4");
});

test("a prompt without a usable character still gives a name", () => {
  for (const prompt of ["", "   ", "///", "...", "\u202e\u200b", "\ud800"])
    assert.equal(downloadNameFor(prompt, id), "video abcd5678.mp4", JSON.stringify(prompt));
});

test("no name is a device of Windows, with or without an ending", () => {
  for (const word of ["con", "NUL", "Aux.txt", "com1", "LPT¹.a", "CONOUT$", ".prn"])
    assert.match(downloadNameFor(word, id), /^video /, word);
  assert.equal(downloadNameFor("consider com10 cities", id), "consider com10 cities abcd5678.mp4");
});

test("a long prompt is cut between characters, within 140 bytes", () => {
  const cases: [character: string, bytesEach: number][] = [
    ["a", 1],
    ["猫", 3],
    ["👩‍👩‍👧‍👦", 25],
  ];
  for (const [character, bytesEach] of cases) {
    const name = downloadNameFor(character.repeat(800), id);
    const room = 140 - Buffer.byteLength(" abcd5678.mp4");
    assert.equal(name, `${character.repeat(Math.floor(room / bytesEach))} abcd5678.mp4`);
    assert.ok(Buffer.byteLength(name) <= 140);
  }
});

test("a cut does not leave a dot or a space before the id", () => {
  const room = 140 - Buffer.byteLength(" abcd5678.mp4");
  assert.equal(downloadNameFor(`${"a".repeat(room - 2)}. more`, id), `${"a".repeat(room - 2)} abcd5678.mp4`);
});
