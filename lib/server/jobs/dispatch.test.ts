import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import { nextCallInMs, prepareBudget, takeCall } from "./budget.ts";
import { holdCalls, dispatchRow, noteReached, noteTrouble, readDispatch, setPaused } from "./dispatch.ts";
import { testStore } from "./test-store.ts";

describe("the budget of calls", () => {
  test("never allows more calls than its size in any minute, whatever the bursts", async (t) => {
    const store = await testStore(t, 7);
    const calls: number[] = [];
    for (let second = 0; second < 300; second += 1) {
      // Bursts of different sizes at uneven times.
      for (let tries = 0; tries < (second * 7) % 11; tries += 1) if (await takeCall(store)) calls.push(store.now());
      store.pass(1_000);
    }
    for (const start of calls) {
      const inWindow = calls.filter((at) => at >= start && at <= start + 60_000);
      assert.ok(inWindow.length <= 7, `${inWindow.length} calls in a minute`);
    }
    assert.ok(calls.length >= 28, "and the budget is used");
  });

  test("is not taken twice by calls made at once", async (t) => {
    const store = await testStore(t, 5);
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeCall(store)));
    assert.equal(taken.filter(Boolean).length, 5);
    assert.equal(await nextCallInMs(store), 61_000);
  });

  test("keeps room for paid calls when queries take from it", async (t) => {
    const store = await testStore(t, 5);
    let queries = 0;
    while (await takeCall(store, 2)) queries += 1;
    assert.equal(queries, 3);
    assert.equal(await takeCall(store), true);
  });

  test("stays used across a restart and follows a changed setting", async (t) => {
    const store = await testStore(t, 5);
    const takeAll = async () => {
      let calls = 0;
      while (await takeCall(store)) calls += 1;
      return calls;
    };
    assert.equal(await takeAll(), 5);
    await prepareBudget(store, 5);
    assert.equal(await takeAll(), 0);
    // Instances whose settings differ start in turn: what one takes away, the other does not give back unused.
    await prepareBudget(store, 2);
    await prepareBudget(store, 6);
    assert.equal(await takeAll(), 0);
    store.pass(61_000);
    assert.equal(await takeAll(), 6);
    await prepareBudget(store, 1);
    store.pass(61_000);
    assert.equal(await takeAll(), 1);
  });

  test("is made once by instances that start together", async (t) => {
    const store = await testStore(t, 3);
    await Promise.all(Array.from({ length: 5 }, () => prepareBudget(store, 40)));
    store.pass(61_000);
    const taken = await Promise.all(Array.from({ length: 60 }, () => takeCall(store)));
    let calls = taken.filter(Boolean).length;
    while (await takeCall(store)) calls += 1; // those that looked at a slot while another held it
    assert.equal(calls, 40);
  });
});

test("a pause keeps its first reason, and resuming clears it", async (t) => {
  const store = await testStore(t);
  await setPaused(store, true);
  const since = (await readDispatch(store)).since;
  store.pass(1_000);
  await setPaused(store, true);
  assert.deepEqual(await readDispatch(store), {
    paused: true,
    reason: "operator",
    message: null,
    since,
    until: null,
    trouble: null,
  });
  assert.equal((await setPaused(store, false)).paused, false);
});

test("the relay's trouble is told from its first moment until something reaches it", async (t) => {
  const store = await testStore(t);
  await noteTrouble(store, "refused");
  const since = new Date(store.now()).toISOString();
  store.pass(5_000);
  await noteTrouble(store, "no such host");
  assert.deepEqual((await readDispatch(store)).trouble, { message: "no such host", since });
  assert.equal(await noteReached(store), true);
  assert.equal(await noteReached(store), false);
  assert.equal((await readDispatch(store)).trouble, null);
});

test("a rest that the relay asks for is never shortened by a later one", async (t) => {
  const store = await testStore(t);
  await holdCalls(store, 120_000);
  const until = store.now() + 120_000;
  await holdCalls(store, 5_000);
  assert.equal((await dispatchRow(store)).hold_until, until);
});
