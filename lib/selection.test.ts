import assert from "node:assert/strict";
import { test } from "node:test";
import { allSelected, nothingSelected, rangeTo, toggled } from "./selection.ts";

const order = ["a", "b", "c", "d", "e"];
const idsOf = ({ ids }: { ids: ReadonlySet<string> }) => [...ids].toSorted().join("");

test("a tile is turned on and off, and a range follows the last one that was turned", () => {
  const one = toggled(nothingSelected, "d");
  assert.equal(idsOf(one), "d");
  const range = rangeTo(one, "b", order);
  assert.equal(idsOf(range), "bcd");
  const off = toggled(range, "c");
  assert.equal(idsOf(off), "bd");
  assert.equal(idsOf(rangeTo(off, "e", order)), "b", "turning off goes on to the other end too");
});

test("a range without a beginning, or from a tile that is gone, is a single tile", () => {
  assert.equal(idsOf(rangeTo(nothingSelected, "c", order)), "c");
  assert.equal(idsOf(rangeTo({ ids: new Set(["z"]), anchor: "z" }, "c", order)), "cz");
  assert.equal(idsOf(allSelected(order)), "abcde");
});
