import assert from "node:assert/strict";
import { test } from "node:test";
import type { Submission } from "./job.ts";
import { createOutbox } from "./outbox.ts";
import type { Press } from "./outbox.ts";

const catFish: Submission = { prompt: "cat fish", aspect_ratio: "3:2", size: "720P", images: [], count: 1 };
const single = (at: number): Press => ({ at, isRepeat: false });
const refusal = new Error("the server said no");

/** A tab whose server the test answers for; `sent` is what went over the wire, in order. */
function openTab(memory = new Map<string, string>(), clock = { now: 1_000_000 }) {
  const sent: { key: string; prompt: string; answer: PromiseWithResolvers<string> }[] = [];
  const outbox = createOutbox<string>({
    send: (body, key) => {
      const answer = Promise.withResolvers<string>();
      sent.push({ key, prompt: body.prompt ?? "", answer });
      return answer.promise;
    },
    isRefusal: (error) => error === refusal,
    storage: {
      getItem: (name) => memory.get(name) ?? null,
      setItem: (name, value) => void memory.set(name, value),
      removeItem: (name) => void memory.delete(name),
    },
    newKey: () => crypto.randomUUID(),
    now: () => clock.now,
  });
  const call = (index: number) => sent[index] ?? assert.fail(`call ${index} was not made`);
  return { outbox, sent, call, memory, clock };
}

test("two presses while the call is out are one call", async () => {
  const { outbox, sent, call } = openTab();
  const first = outbox.submit(catFish, single(0));
  assert.deepEqual(await outbox.submit(catFish, single(5_000)), { kind: "repeat" });
  call(0).answer.resolve("jobs");
  assert.deepEqual(await first, { kind: "accepted", reply: "jobs" });
  assert.equal(sent.length, 1);
});

test("the second half of a double click is no second call, although the server has answered already", async () => {
  const { outbox, sent, call } = openTab();
  const first = outbox.submit(catFish, single(0));
  call(0).answer.resolve("jobs");
  await first;
  assert.deepEqual(await outbox.submit(catFish, single(400)), { kind: "repeat" });
  assert.deepEqual(await outbox.submit(catFish, { at: 2_000, isRepeat: true }), { kind: "repeat" });
  assert.equal(sent.length, 1);
});

test("a burst of presses is one call, however long it goes on", async () => {
  const { outbox, sent, call } = openTab();
  const first = outbox.submit(catFish, single(0));
  call(0).answer.resolve("jobs");
  await first;
  for (const at of [500, 1_000, 1_500, 2_000]) await outbox.submit(catFish, single(at));
  assert.equal(sent.length, 1);
});

test("a deliberate second press is a new call under a new key", async () => {
  const { outbox, sent, call } = openTab();
  const first = outbox.submit(catFish, single(0));
  call(0).answer.resolve("jobs");
  await first;
  void outbox.submit(catFish, single(1_000));
  assert.equal(sent.length, 2);
  assert.notEqual(call(0).key, call(1).key);
});

test("another request goes out while the first is still on its way", () => {
  const { outbox, sent, call } = openTab();
  void outbox.submit(catFish, single(0));
  void outbox.submit({ ...catFish, prompt: "dog fish" }, single(100));
  assert.deepEqual(
    sent.map(({ prompt }) => prompt),
    ["cat fish", "dog fish"],
  );
  assert.notEqual(call(0).key, call(1).key);
});

test("after a lost answer the same request is sent again under the same key", async () => {
  const { outbox, call } = openTab();
  const first = outbox.submit(catFish, single(0));
  call(0).answer.reject(new TypeError("connection reset"));
  assert.deepEqual(await first, { kind: "unanswered" });
  void outbox.submit(catFish, single(60_000));
  assert.equal(call(1).key, call(0).key);
});

test("a reload during the call sends the same key again, and a press after it does not add another", async () => {
  const before = openTab();
  void before.outbox.submit(catFish, single(0));
  const after = openTab(before.memory);
  const resumed = after.outbox.resume();
  assert.equal(after.call(0).key, before.call(0).key);
  assert.deepEqual(await after.outbox.submit(catFish, single(0)), { kind: "repeat" });
  after.call(0).answer.resolve("jobs");
  await resumed;
  assert.equal(after.sent.length, 1);
  assert.equal(after.memory.size, 0);
});

test("a press before the resumption takes the interrupted key", () => {
  const before = openTab();
  void before.outbox.submit(catFish, single(0));
  const after = openTab(before.memory);
  void after.outbox.submit(catFish, single(0));
  void after.outbox.resume();
  assert.deepEqual(
    after.sent.map(({ key }) => key),
    [before.call(0).key],
  );
});

test("a tab restored the next day spends nothing by itself, and still knows the key", () => {
  const before = openTab();
  void before.outbox.submit(catFish, single(0));
  const after = openTab(before.memory, { now: before.clock.now + 24 * 3_600_000 });
  void after.outbox.resume();
  assert.equal(after.sent.length, 0);
  const [intent] = after.outbox.getSnapshot();
  assert.equal(intent?.state, "unanswered");
  void after.outbox.resend(intent.key);
  assert.equal(after.call(0).key, before.call(0).key);
});

test("a refusal closes the intent, so that a corrected request is a new one", async () => {
  const { outbox, call, memory } = openTab();
  const first = outbox.submit(catFish, single(0));
  call(0).answer.reject(refusal);
  assert.deepEqual(await first, { kind: "refused", error: refusal, body: catFish });
  assert.deepEqual(outbox.getSnapshot(), []);
  assert.equal(memory.size, 0);
});

test("an intent on its way cannot be given up, an unanswered one can", async () => {
  const { outbox, call } = openTab();
  const first = outbox.submit(catFish, single(0));
  outbox.discard(call(0).key);
  assert.equal(outbox.getSnapshot().length, 1);
  call(0).answer.reject(new TypeError("connection reset"));
  await first;
  outbox.discard(call(0).key);
  assert.deepEqual(outbox.getSnapshot(), []);
});

test("storage that holds something else, or is barred, costs only the resumption", async () => {
  for (const stored of ["{", "null", '[{"key":1}]', '[{"key":"a","meantAt":1,"body":{"prompt":"x"}}]']) {
    assert.deepEqual(openTab(new Map([["clipdesk.outbox", stored]])).outbox.getSnapshot(), []);
  }
  const barred = createOutbox<string>({
    send: () => Promise.resolve("jobs"),
    isRefusal: () => false,
    storage: null,
    newKey: () => "key",
    now: () => 0,
  });
  assert.deepEqual(await barred.submit(catFish, single(0)), { kind: "accepted", reply: "jobs" });
});
