import assert from "node:assert/strict";
import { test } from "node:test";
import { asId } from "./task.ts";

test("an id is one word that can be kept, shown and pasted; anything else is none", () => {
  for (const id of ["jimeng:7391", "a".repeat(512), "任务-1"]) assert.equal(asId(id), id);
  assert.equal(asId(7391), "7391");
  for (const none of ["", "two words", "a\0b", "a\u0007b", "a".repeat(513), "<html>", 2 ** 53, -1, 1.5, null, {}]) {
    assert.equal(asId(none), null, JSON.stringify(none));
  }
});
