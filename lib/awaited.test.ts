import assert from "node:assert/strict";
import { test } from "node:test";
import { addAwaited, awaitedIn, takeAwaited } from "./awaited.ts";

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
}

test("each awaited end is given out once, and an end that nobody waited for never", () => {
  const shared = memory();
  addAwaited(shared, ["a", "b"]);
  addAwaited(shared, ["b", "c"]);
  assert.deepEqual(takeAwaited(shared, new Set(["b", "x"])), ["b"]);
  assert.deepEqual(takeAwaited(shared, new Set(["b", "x"])), []);
  assert.deepEqual(awaitedIn(shared), ["a", "c"]);
  takeAwaited(shared, new Set(["a", "c"]));
  assert.equal(shared.kept.size, 0);
});

test("the list stays short, and storage that is barred or holds something else is no list", () => {
  const shared = memory();
  addAwaited(
    shared,
    Array.from({ length: 1_000 }, (_, index) => `job ${index}`),
  );
  assert.equal(awaitedIn(shared).length, 300);
  assert.equal(awaitedIn(shared).at(-1), "job 999");
  const barred = () => {
    throw new Error("barred");
  };
  const closed = { getItem: barred, setItem: barred, removeItem: barred };
  addAwaited(closed, ["a"]);
  for (const other of [null, closed, { ...memory(), getItem: () => "{" }, { ...memory(), getItem: () => '{"a":1}' }])
    assert.deepEqual(takeAwaited(other, new Set(["a"])), []);
});
