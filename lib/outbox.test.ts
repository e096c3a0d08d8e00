import assert from "node:assert/strict";
import { test } from "node:test";
import { keepCalls } from "./kept-calls.ts";
import { createOutbox, readIntent } from "./outbox.ts";
import { atTheDoor, catFish, openBrowser, refusal, single } from "./test-outbox.ts";

test("two presses while the call is out are one call", async () => {
  const { press, sent, call } = openBrowser().openTab();
  const first = press(catFish, single(0));
  assert.deepEqual(await press(catFish, single(5_000)), { kind: "repeat" });
  (await call(0)).answer.resolve("jobs");
  assert.deepEqual(await first, { kind: "accepted", reply: "jobs" });
  assert.equal(sent.length, 1);
});

test("the second half of a double click is no second call, although the server has answered already", async () => {
  const { press, sent, call } = openBrowser().openTab();
  const first = press(catFish, single(0));
  (await call(0)).answer.resolve("jobs");
  await first;
  assert.deepEqual(await press(catFish, single(400)), { kind: "repeat" });
  assert.deepEqual(await press(catFish, { at: 2_000, isRepeat: true }), { kind: "repeat" });
  assert.equal(sent.length, 1);
});

test("a burst of presses is one call, however long it goes on", async () => {
  const { press, sent, call } = openBrowser().openTab();
  const first = press(catFish, single(0));
  (await call(0)).answer.resolve("jobs");
  await first;
  for (const at of [500, 1_000, 1_500, 2_000]) await press(catFish, single(at));
  assert.equal(sent.length, 1);
});

test("a deliberate second press is a new call under a new key", async () => {
  const { press, call } = openBrowser().openTab();
  const first = press(catFish, single(0));
  (await call(0)).answer.resolve("jobs");
  await first;
  void press(catFish, single(1_000));
  assert.notEqual((await call(1)).key, (await call(0)).key);
});

test("another request goes out while the first is still on its way", async () => {
  const { press, sent, call } = openBrowser().openTab();
  void press(catFish, single(0));
  void press({ ...catFish, prompt: "dog fish" }, single(100));
  assert.notEqual((await call(1)).key, (await call(0)).key);
  assert.deepEqual(
    sent.map(({ prompt }) => prompt),
    ["cat fish", "dog fish"],
  );
});

test("after a lost answer the same request is sent again under the same key", async () => {
  const { press, call } = openBrowser().openTab();
  const first = press(catFish, single(0));
  (await call(0)).answer.reject(new TypeError("connection reset"));
  assert.deepEqual(await first, { kind: "unanswered" });
  void press(catFish, single(60_000));
  assert.equal((await call(1)).key, (await call(0)).key);
});

test("a reload during the call sends the same key again, and a press after it does not add another", async () => {
  const { openTab, local } = openBrowser();
  const before = openTab();
  void before.press(catFish, single(0));
  const { key } = await before.call(0);
  const after = before.reload();
  assert.deepEqual(
    after.outbox.getSnapshot().map((intent) => intent.key),
    [key],
  );
  const resumed = after.outbox.resume();
  assert.equal((await after.call(0)).key, key);
  assert.deepEqual(await after.press(catFish, single(0)), { kind: "repeat" });
  (await after.call(0)).answer.resolve("jobs");
  await resumed;
  assert.equal(after.sent.length, 1);
  assert.equal(local.map.size, 0);
});

for (const tellsTabs of [true, false]) {
  const where = tellsTabs ? "the browser tells which tabs are open" : "it does not tell";
  test(`the end of the browser during the call is no second charge, whoever presses first, where ${where}`, async () => {
    for (const isPressFirst of [true, false]) {
      const { openTab, local } = openBrowser({ tellsTabs });
      const before = openTab();
      void before.press(catFish, single(0));
      const { key } = await before.call(0);
      before.close();
      const after = openTab();
      const pressed = isPressFirst ? after.press(catFish, single(0)) : null;
      const resumed = after.outbox.resume();
      if (!isPressFirst) void after.press(catFish, single(0));
      const first = await after.call(0);
      assert.equal(first.key, key);
      first.answer.resolve("jobs");
      await Promise.all([pressed, resumed]);
      assert.equal(after.sent.length, 1);
      assert.equal(local.map.size, 0);
    }
  });
}

test("what an open tab is sending is left to it", async () => {
  const { openTab } = openBrowser();
  const first = openTab();
  void first.press(catFish, single(0));
  await first.call(0);
  const second = openTab();
  assert.deepEqual(await second.outbox.resume(), []);
  assert.deepEqual(await second.outbox.all(), []);
});

test("what one person meant is never sent by another, and waits for its person", async () => {
  const { openTab } = openBrowser();
  const ada = openTab({ person: "Ada" });
  void ada.press(catFish, single(0));
  const { key } = await ada.call(0);
  ada.close();
  for (const person of ["Bob", null]) {
    const other = openTab({ person });
    assert.deepEqual(await other.outbox.resume(), []);
    void other.press(catFish, single(0));
    assert.notEqual((await other.call(0)).key, key);
  }
  const again = openTab({ person: "Ada" });
  void again.outbox.resume();
  assert.equal((await again.call(0)).key, key);
});

test("a tab opened the next day spends nothing by itself, and still knows the key; after a month nobody does", async () => {
  const { openTab, clock, local } = openBrowser();
  const before = openTab();
  void before.press(catFish, single(0));
  const { key } = await before.call(0);
  before.close();
  clock.now += 24 * 3_600_000;
  const after = openTab();
  await after.outbox.resume();
  assert.equal(after.sent.length, 0);
  assert.equal(after.outbox.getSnapshot()[0]?.state, "unanswered");
  void after.outbox.resend(key);
  assert.equal((await after.call(0)).key, key);
  clock.now += 31 * 24 * 3_600_000;
  assert.deepEqual(after.reload().outbox.getSnapshot(), []);
  assert.equal(local.map.size, 0);
});

test("a refusal closes the intent, so that a corrected request is a new one", async () => {
  const { openTab, local } = openBrowser();
  const { outbox, press, call, answered } = openTab();
  const first = press(catFish, single(0));
  (await call(0)).answer.reject(refusal);
  assert.deepEqual(await first, { kind: "refused", error: refusal, body: catFish });
  assert.deepEqual(answered, [(await call(0)).key]);
  assert.deepEqual(outbox.getSnapshot(), []);
  assert.equal(local.map.size, 0);
});

test("who must sign in before it is sent again has not been refused what may have arrived before", async () => {
  const { openTab } = openBrowser();
  const { outbox, press, call, answered } = openTab();
  const first = press(catFish, single(0));
  const { key, answer } = await call(0);
  answer.reject(new TypeError("connection reset"));
  await first;
  const second = outbox.resend(key);
  (await call(1)).answer.reject(atTheDoor);
  assert.deepEqual(await second, { kind: "unanswered" });
  assert.deepEqual(answered, []);
  const other = press({ ...catFish, prompt: "dog fish" }, single(1_000));
  (await call(2)).answer.reject(atTheDoor);
  assert.equal((await other).kind, "refused");
});

test("an intent on its way cannot be given up, an unanswered one can", async () => {
  const { openTab, local } = openBrowser();
  const { outbox, press, call } = openTab();
  const first = press(catFish, single(0));
  const { key, answer } = await call(0);
  outbox.discard(key);
  assert.equal(outbox.getSnapshot().length, 1);
  answer.reject(new TypeError("connection reset"));
  await first;
  outbox.discard(key);
  assert.deepEqual(outbox.getSnapshot(), []);
  assert.equal(local.map.size, 0);
});

test("storage that holds something else, or is barred, costs only the resumption", async () => {
  const { openTab, local } = openBrowser();
  for (const [index, stored] of ["{", "null", '{"key":1}', '{"key":"a","meantAt":999999,"body":{}}'].entries()) {
    local.setItem(`outbox.${index}`, stored);
  }
  assert.deepEqual(await openTab().outbox.all(), []);
  assert.equal(local.map.size, 0);
  const barred = createOutbox<string>({
    send: () => Promise.resolve("jobs"),
    isRefusal: () => false,
    onAnswered: () => {},
    kept: keepCalls({
      prefix: "outbox.",
      local: null,
      tab: "tab",
      openTabs: () => Promise.resolve(null),
      person: null,
      now: () => 0,
      read: readIntent,
    }),
    now: () => 0,
  });
  assert.deepEqual(await barred.submit(catFish, single(0), "key"), { kind: "accepted", reply: "jobs" });
});
