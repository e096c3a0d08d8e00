import assert from "node:assert/strict";
import { test } from "node:test";
import { createRetries } from "./retries.ts";
import type { Retry } from "./retries.ts";

class Refused extends Error {}

function tab() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
  let keys = 0;
  const sent: Retry[] = [];
  const answers: (() => Promise<string>)[] = [];
  const options = {
    storage,
    newKey: () => `key-${(keys += 1)}`,
    isRefusal: (error: unknown) => error instanceof Refused,
    send: (retry: Retry) => {
      sent.push(retry);
      return answers.shift()?.() ?? Promise.resolve("job");
    },
  };
  return { kept, sent, answers, options, load: () => createRetries(options) };
}
const lost = () => Promise.reject(new Error("no answer"));
const keysOf = (sent: readonly Retry[]) => sent.map(({ key }) => key);

test("a retry that was not answered keeps its key through further presses and a reload", async () => {
  const { load, sent, answers } = tab();
  answers.push(lost, lost, lost);
  const page = load();
  assert.deepEqual(await page.press("job", true), { kind: "unanswered" });
  assert.deepEqual(await page.press("job"), { kind: "unanswered" });
  const reloaded = load();
  assert.deepEqual(
    reloaded.getSnapshot().map(({ jobId, state }) => [jobId, state]),
    [["job", "unanswered"]],
  );
  await reloaded.press("another job");
  assert.deepEqual(await reloaded.press("job"), { kind: "accepted", reply: "job" });
  assert.deepEqual(keysOf(sent), ["key-1", "key-1", "key-2", "key-1"]);
  assert.deepEqual(
    sent.map(({ acceptRisk }) => acceptRisk),
    [true, true, false, true],
  );
});

test("a press while the answer is out is the same retry, and once it is answered the next press is a new one", async () => {
  const { load, sent, answers, kept } = tab();
  const { promise, resolve } = Promise.withResolvers<string>();
  answers.push(() => promise);
  const page = load();
  const first = page.press("job");
  assert.deepEqual(await page.press("job"), { kind: "repeat" });
  resolve("job");
  assert.deepEqual(await first, { kind: "accepted", reply: "job" });
  assert.equal(kept.size, 0);
  await page.press("job");
  assert.deepEqual(keysOf(sent), ["key-1", "key-2"]);
});

test("a refusal closes it, and what was not answered can be given up", async () => {
  const { load, answers, kept } = tab();
  const refused = new Refused();
  answers.push(() => Promise.reject(refused), lost);
  const page = load();
  let heard = 0;
  page.subscribe(() => (heard += 1));
  assert.deepEqual(await page.press("job"), { kind: "refused", error: refused });
  assert.equal(page.getSnapshot().length, 0);
  await page.press("job");
  assert.equal(page.getSnapshot().length, 1);
  page.forget();
  assert.equal(page.getSnapshot().length, 0);
  assert.equal(kept.size, 0);
  assert.ok(heard >= 5);
});

test("without storage, and with one that is barred, a key lasts as long as its page", async () => {
  const barred = () => {
    throw new Error("barred");
  };
  for (const storage of [null, { getItem: barred, setItem: barred, removeItem: barred }]) {
    const { options, sent, answers } = tab();
    answers.push(lost);
    const page = createRetries({ ...options, storage });
    await page.press("job");
    await page.press("job");
    assert.deepEqual(keysOf(sent), ["key-1", "key-1"]);
  }
});
