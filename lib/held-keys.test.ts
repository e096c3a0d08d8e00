import assert from "node:assert/strict";
import { test } from "node:test";
import { heldKeys } from "./held-keys.ts";

function tab() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
  let keys = 0;
  const newKey = () => `key-${(keys += 1)}`;
  return { kept, load: () => heldKeys({ storage, newKey }) };
}

test("a retry that was not answered keeps its key through further presses and a reload", () => {
  const { load } = tab();
  const page = load();
  const key = page.keyFor("job");
  assert.equal(page.keyFor("job"), key);
  assert.equal(load().keyFor("job"), key);
  assert.notEqual(page.keyFor("another job"), key);
});

test("once it is answered the next press is a new one, and nothing of it is left", () => {
  const { load, kept } = tab();
  const key = load().keyFor("job");
  const reloaded = load();
  reloaded.keyFor("job");
  reloaded.answered("job");
  assert.equal(kept.size, 0);
  assert.notEqual(reloaded.keyFor("job"), key);
});

test("without storage, and with one that is barred, a key lasts as long as its page", () => {
  const barred = () => {
    throw new Error("barred");
  };
  for (const storage of [null, { getItem: barred, setItem: barred, removeItem: barred }]) {
    let keys = 0;
    const page = heldKeys({ storage, newKey: () => `key-${(keys += 1)}` });
    assert.equal(page.keyFor("job"), page.keyFor("job"));
    page.answered("job");
    assert.equal(page.keyFor("job"), "key-2");
  }
});
