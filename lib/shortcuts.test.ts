import assert from "node:assert/strict";
import test from "node:test";
import { shortcutOf } from "./shortcuts.ts";
import type { KeyPress } from "./shortcuts.ts";

const press: KeyPress = {
  key: "Delete",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  target: null,
};

test("a key that is held walks from job to job, but trashes, stars and selects once", () => {
  assert.equal(shortcutOf(press), "trash");
  for (const key of ["Delete", "Backspace", "s", "x", " "])
    assert.equal(shortcutOf({ ...press, key, repeat: true }), null);
  assert.equal(shortcutOf({ ...press, key: "ArrowDown", repeat: true }), "walk");
});

test("a key with a modifier, or one that an input method takes, is nobody's shortcut", () => {
  for (const taken of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }]) {
    assert.equal(shortcutOf({ ...press, ...taken }), null);
  }
});
