import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf, filterGroups, noFilter, readFilter, statusesOf, writeFilter } from "./job-filter.ts";
import { listQuerySchema } from "./job.ts";

test("what the address bar was given is what is read from it", () => {
  for (const group of filterGroups) {
    for (const q of ["", "cat", "猫 & fish?", "50% #1"]) {
      const address = new URL(writeFilter({ group, q }), "http://localhost");
      assert.deepEqual(readFilter(address.searchParams), { group, q });
    }
  }
});

test("an address that is no filter shows all, and a long search is cut to what the server takes", () => {
  assert.deepEqual(readFilter(new URLSearchParams("show=everything&q=%20%20")), noFilter);
  const { q } = readFilter(new URLSearchParams({ q: "x".repeat(5_000) }));
  assert.ok(q !== "" && listQuerySchema().safeParse({ q }).success);
});

test("every group asks the server for statuses that it knows", () => {
  for (const group of filterGroups) assert.ok(listQuerySchema().safeParse({ status: statusesOf(group) }).success);
});

test("the group of all counts every status once", () => {
  const counts = { queued: 1, submitting: 2, running: 4, succeeded: 8, failed: 16, unknown: 32, canceled: 64 };
  assert.equal(countOf("all", counts), 127);
  assert.equal(countOf("moving", counts), 7);
  assert.equal(countOf("ready", counts), 8);
  assert.equal(countOf("attention", counts), 48);
});
