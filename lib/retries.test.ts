import assert from "node:assert/strict";
import { test } from "node:test";
import { keepCalls } from "./kept-calls.ts";
import { createRetries, readRetry } from "./retries.ts";
import type { Retry } from "./retries.ts";
import { createRetryKeys } from "./retry-keys.ts";
import { memory } from "./test-memory.ts";

class Refused extends Error {}

/** A browser; `load` opens a tab in it, or loads one of that name anew. */
function openBrowser() {
  const local = memory();
  const open = new Set<string>();
  const sent: Retry[] = [];
  const answers: (() => Promise<string>)[] = [];
  function load(tab = "first", person: string | null = null, disk = local) {
    open.add(tab);
    return createRetries({
      kept: keepCalls({
        prefix: "retries.",
        local: disk,
        tab,
        openTabs: () => Promise.resolve(open),
        person,
        now: () => 0,
        read: readRetry,
      }),
      keys: createRetryKeys(disk, person ?? "nobody", () => "round"),
      now: () => 0,
      isRefusal: (error) => error instanceof Refused,
      send: (retry) => {
        sent.push(retry);
        return answers.shift()?.() ?? Promise.resolve("job");
      },
    });
  }
  return { kept: local.map, sent, answers, load, close: (tab: string) => void open.delete(tab) };
}
const lost = () => Promise.reject(new Error("no answer"));
const keysOf = (sent: readonly Retry[]) => sent.map(({ key }) => key);

test("a retry that was not answered keeps its key through further presses, a reload and the end of the browser", async () => {
  const { load, close, sent, answers } = openBrowser();
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
  assert.deepEqual(await load("second").press("third job"), { kind: "accepted", reply: "job" });
  close("first");
  assert.deepEqual(await load("third", "Ada").press("job"), { kind: "accepted", reply: "job" });
  const anew = load("third");
  assert.deepEqual(await anew.press("job"), { kind: "accepted", reply: "job" });
  const [job, another, third] = ["job", "another job", "third job"].map((id) => `nobody.0.${id}.0`);
  assert.deepEqual(keysOf(sent), [job, job, another, third, "Ada.0.job.0", job]);
  assert.deepEqual(
    sent.map(({ acceptRisk }) => acceptRisk),
    [true, true, false, false, false, true],
  );
});

test("a press while the answer is out is the same retry, and once it is answered the next press is a new one", async () => {
  const { load, sent, answers, kept } = openBrowser();
  const { promise, resolve } = Promise.withResolvers<string>();
  answers.push(() => promise);
  const page = load();
  const first = page.press("job");
  assert.deepEqual(await page.press("job"), { kind: "repeat" });
  resolve("job");
  assert.deepEqual(await first, { kind: "accepted", reply: "job" });
  assert.equal(kept.size, 1, "only how many are over");
  await page.press("job");
  assert.deepEqual(keysOf(sent), ["nobody.0.job.0", "nobody.0.job.1"]);
});

test("a refusal closes it, and what was not answered can be given up", async () => {
  const { load, answers, kept } = openBrowser();
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
  assert.deepEqual([...kept.keys()], ["clipdesk.retried.nobody"]);
  assert.ok(heard >= 5);
});

test("a browser that died within a press, and with all that it wrote down since, sends the same retry at the next press", async () => {
  const { load, sent, answers, kept } = openBrowser();
  await load().press("job");
  const onDisk = new Map(kept);
  answers.push(() => new Promise(() => {}));
  void load().press("job");
  await load("after", null, memory(onDisk)).press("job");
  assert.deepEqual(keysOf(sent), ["nobody.0.job.0", "nobody.0.job.1", "nobody.0.job.1"]);
});

test("the numbers of retries are kept for some hundred jobs, and then begin anew under other keys", async () => {
  const { load, sent } = openBrowser();
  const page = load();
  for (let job = 0; job <= 501; job += 1) await page.press(`job ${job}`);
  await page.press("job 0");
  assert.equal(new Set(keysOf(sent)).size, sent.length);
  assert.equal(keysOf(sent).at(-1), "nobody.round.job 0.0");
});
