import assert from "node:assert/strict";
import { test } from "node:test";
import { compareHref, comparedIn, uncomparedHref, unwatchedHref, watchHref, watchedIn } from "./watching.ts";

const search = (text: string) => new URLSearchParams(text);

test("the address says what is looked at, and keeps what the list shows", () => {
  assert.equal(watchHref(search("show=ready&q=cat"), "a"), "/?show=ready&q=cat&watch=a");
  assert.equal(watchHref(search("watch=a&q=cat"), "b"), "/?watch=b&q=cat");
  assert.equal(unwatchedHref(search("watch=a&q=cat")), "/?q=cat");
  assert.equal(unwatchedHref(search("watch=a")), "/");
  assert.equal(compareHref(search("q=cat&watch=a"), ["a", "b"]), "/?q=cat&compare=a,b");
  assert.equal(uncomparedHref(search("q=cat&compare=a,b")), "/?q=cat");
  assert.equal(watchHref(search("compare=a,b"), "b"), "/?compare=a,b&watch=b");
});

test("anything may stand in an address bar: two to four different ids are a comparison", () => {
  assert.equal(watchedIn(search("watch=")), null);
  assert.equal(watchedIn(search("watch=a")), "a");
  assert.deepEqual(comparedIn(search("compare=a,b")), ["a", "b"]);
  assert.deepEqual(comparedIn(search("compare=a,,b, a ,c,d,e")), ["a", "b", "c", "d"]);
  for (const none of ["", "compare=", "compare=a", "compare=a,a", "compare=,"]) {
    assert.deepEqual(comparedIn(search(none)), [], none);
  }
});
