/** The checker must pass a history that keeps the promise, and catch each way of breaking it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { JobEventRow, JobRow } from "#lib/server/database/tables.ts";
import { check, type Rule } from "./checker.ts";
import type { History } from "./history.ts";
import { event, events, job, post, sound, unmade } from "./test-history.ts";

type Breaking = (history: History) => Partial<History>;
const change = (id: string, fields: Partial<JobRow>) => (history: History) => ({
  jobs: history.jobs.map((each) => (each.id === id ? { ...each, ...fields } : each)),
});
const rewrite = (id: string, written: JobEventRow[]) => (history: History) => ({
  events: [...history.events.filter((each) => each.job_id !== id), ...written],
});

const broken: [name: string, breaking: Breaking, rule: Rule][] = [
  ["a second charged call", ({ posts }) => ({ posts: [...posts, post("a", { madeTask: "more" })] }), "paid twice"],
  [
    "a call after one whose outcome is open",
    ({ posts }) => ({ posts: [...posts, post("c", unmade)] }),
    "sent again although nobody knew",
  ],
  [
    "a call after one that was refused",
    ({ posts }) => ({ posts: [...posts, post("b", { ...unmade, word: "refused" })] }),
    "sent again although nobody knew",
  ],
  [
    "an acknowledged job that is gone",
    ({ jobs }) => ({ jobs: jobs.filter(({ id }) => id !== "c") }),
    "a lost submission",
  ],
  ["a job whose prompt was changed", change("c", { prompt: "prompt of e" }), "a lost submission"],
  [
    "a key that was acknowledged with another job",
    ({ acknowledged }) => ({
      acknowledged: [...acknowledged, { prompt: "prompt of b", key: "key of a", jobIds: ["b"] }],
    }),
    "one key, several jobs",
  ],
  [
    "two jobs of one press",
    ({ jobs, events: written }) => ({
      jobs: [...jobs, job("e", { prompt: "prompt of c" })],
      events: [...written, ...events("e", "queued")],
    }),
    "one key, several jobs",
  ],
  [
    "a job that nobody sent",
    ({ jobs, events: written }) => ({ jobs: [...jobs, job("f", {})], events: [...written, ...events("f", "queued")] }),
    "a job or a call that nobody asked for",
  ],
  ["a call without a job", ({ posts }) => ({ posts: [...posts, post("e")] }), "a job or a call that nobody asked for"],
  ["a job that stays in submitting", change("c", { status: "submitting" }), "left in submitting"],
  [
    "a failure of a job whose call nobody saw end",
    (history) => ({
      ...change("c", { status: "failed" })(history),
      ...rewrite("c", events("c", "queued", "submitting", "failed"))(history),
    }),
    "a failure without ground",
  ],
  ["a failure of a task that runs", change("b", { relay_id: "task of b" }), "a failure without ground"],
  [
    "an unreachable relay that was reached",
    (history) => ({
      ...change("b", { failure_code: "relay_unreachable" })(history),
      posts: [...history.posts, post("b", { ...unmade, word: "none" })],
    }),
    "a failure without ground",
  ],
  ["a charged call that is called free", change("c", { failure_charged: "no" }), "called free although it was charged"],
  [
    "a canceled job that was charged",
    (history) => ({
      ...change("c", { status: "canceled" })(history),
      ...rewrite("c", events("c", "queued", "canceled"))(history),
    }),
    "called free although it was charged",
  ],
  [
    "a job that ran without a call",
    rewrite("a", events("a", "queued", "accepted", "succeeded")),
    "an illegal transition",
  ],
  [
    "a row that is ahead of its events",
    rewrite("a", events("a", "queued", "submitting", "accepted")),
    "an illegal transition",
  ],
  ["a job without events", rewrite("c", []), "an illegal transition"],
  [
    "an unknown job that was queued again",
    rewrite("c", events("c", "queued", "submitting", "unknown", "submitting", "unknown")),
    "an illegal transition",
  ],
  [
    "a ruling by nobody",
    rewrite("d", [
      ...events("d", "queued", "submitting", "unknown"),
      event("d", "resolved", { outcome: "not_created" }),
    ]),
    "an illegal transition",
  ],
  [
    "a ruling of a job that was not unknown",
    rewrite("d", [...events("d", "queued", "submitting"), event("d", "resolved", { outcome: "not_created" }, "ada")]),
    "an illegal transition",
  ],
  [
    "a second relay id",
    ({ events: written }) => ({ events: [...written, event("a", "accepted", { relay_id: "another" })] }),
    "two relay ids on one job",
  ],
  ["a relay id that another job has", change("c", { relay_id: "task of a" }), "one relay id on two jobs"],
  [
    "a relay id that no call of the job gave",
    change("c", { relay_id: "task of nobody" }),
    "a relay id that was not its own",
  ],
  ["a video that is not on the disk", () => ({ files: new Map() }), "a paid video lost"],
  ["a video that is too short", () => ({ files: new Map([["a.mp4", 11]]) }), "a paid video lost"],
  ["a success that was never saved", change("a", { media_state: "failed" }), "a paid video lost"],
  [
    "a job that was closed although the relay has its video",
    ({ posts }) => ({
      posts: posts.map((each) => (each.prompt === "prompt of d" ? post("d", { word: "none" }) : each)),
    }),
    "a paid video lost",
  ],
];

describe("the history checker", () => {
  test("finds nothing in a history that keeps the promise", () => {
    assert.deepEqual(check(sound()), []);
  });

  for (const [name, breaking, rule] of broken) {
    test(`catches ${name}`, () => {
      const history = sound();
      const rules = check({ ...history, ...breaking(history) }).map((violation) => violation.rule);
      assert.ok(rules.includes(rule), `found ${rules.join("; ") || "nothing"} instead of: ${rule}`);
    });
  }
});
