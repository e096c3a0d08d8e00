import assert from "node:assert/strict";
import { test } from "node:test";
import { placeAt, scrollTo, stepFrom } from "./grid.ts";

const layout = { columns: 4, rowPx: 300, topPx: 200 };

test("a place is found again where it was, also when the window has another width", () => {
  assert.equal(placeAt(layout, 150), null);
  const place = placeAt(layout, 200 + 300 * 7 + 75);
  assert.deepEqual(place, { index: 28, part: 0.25 });
  assert.equal(scrollTo(layout, { index: 28, part: 0.25 }), 200 + 300 * 7 + 75);
  assert.equal(scrollTo({ columns: 1, rowPx: 400, topPx: 100 }, { index: 28, part: 0 }), 100 + 28 * 400);
});

test("arrows lead to the neighbours, and nowhere at the rim", () => {
  const step = (index: number, key: string) => stepFrom(index, key, 4, 10);
  assert.deepEqual([step(0, "ArrowLeft"), step(0, "ArrowUp"), step(9, "ArrowRight")], [null, null, null]);
  assert.deepEqual([step(3, "ArrowRight"), step(5, "ArrowUp"), step(1, "ArrowDown")], [4, 1, 5]);
  assert.equal(step(7, "ArrowDown"), 9, "to the end of a last row that is not full");
  assert.equal(step(9, "ArrowDown"), null);
  assert.equal(step(3, "Tab"), null);
});
