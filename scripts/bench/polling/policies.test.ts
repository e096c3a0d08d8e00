/** What the polling policy keeps, whatever the relay does, in the same simulation that measures it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { leastDelay } from "./bound.ts";
import { chance, lognormal } from "./chance.ts";
import { type Arrival, type Policy, type Run, simulate, usual } from "./engine.ts";
import { knowledge, seenBefore } from "./knowledge.ts";
import { likeliestFirst, oracle, ours, roundRobin } from "./policies.ts";
import { surprises } from "./scenarios.ts";

const around120s = seenBefore((draw) => lognormal(120_000, 0.25, draw));
const believing120s = () => knowledge(around120s);

function atOnce(jobs: number, medianMs: number, seed: number): Arrival[] {
  const draw = chance(seed);
  return Array.from({ length: jobs }, () => ({ atMs: 0, durationMs: lognormal(medianMs, 0.25, draw) }));
}

function delays({ jobs }: Run): number[] {
  return jobs.map(({ noticedAtMs, readyAtMs }) => noticedAtMs - readyAtMs);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test("it never causes a 429 and notices every job, whatever is believed and whatever comes", () => {
  for (const scenario of surprises())
    for (const callsPerMinute of [4, 60, 600]) {
      // With four calls a minute, so many jobs take hours; fewer of them show the same.
      const arrivals = scenario.arrivals(chance(3)).slice(0, callsPerMinute === 4 ? 10 : 100);
      const run = simulate(arrivals, ours(knowledge(scenario.seen)), { ...usual, callsPerMinute }, 3);
      assert.equal(run.refused, 0, scenario.name);
      assert.ok(delays(run).every(Number.isFinite), scenario.name);
    }
});

test("however wrong the belief, no job goes long without a question, and asking in turn is not much better", () => {
  for (const scenario of surprises()) {
    const arrivals = scenario.arrivals(chance(11));
    const run = simulate(arrivals, ours(knowledge(scenario.seen)), usual, 11);
    const inTurn = simulate(arrivals, roundRobin(), usual, 11);
    assert.ok(run.longestRestMs < 120_000, `${scenario.name}: ${run.longestRestMs}`);
    const [ourDelay, plain] = [mean(delays(run)), mean(delays(inTurn))];
    assert.ok(ourDelay < 1.5 * plain + 3_000, `${scenario.name}: ${ourDelay} and ${plain}`);
  }
});

test("no policy beats the bound that is reckoned without any, and the app's comes near it", () => {
  const least = 1_000 * leastDelay(10, 0.25, { calls: 60, withinS: 60 });
  const runs = Array.from({ length: 20 }, (_, seed) =>
    simulate(atOnce(10, 120_000, seed), ours(believing120s()), usual, seed),
  );
  const ourDelay = mean(runs.flatMap(delays));
  assert.ok(ourDelay > least && ourDelay < 2 * least, `${ourDelay} and ${least}`);
});

test("a create is never kept waiting by more than one query for each create before it", () => {
  const run = simulate(atOnce(300, 120_000, 1), ours(believing120s()), usual, 1);
  run.jobs
    .map(({ submittedAtMs }) => submittedAtMs)
    .toSorted((a, b) => a - b)
    .forEach((submittedAtMs, before) => {
      // Two calls for each earlier create, of 60 in 61 s, and some seconds for turns to change.
      assert.ok(submittedAtMs <= Math.ceil((2 * before) / 60) * 61_000 + 5_000, `create ${before}: ${submittedAtMs}`);
    });
});

test("jobs that outlive all that was seen are asked about for as long as they run", () => {
  const run = simulate(atOnce(30, 1_800_000, 2), ours(believing120s()), usual, 2);
  assert.ok(run.longestRestMs < 180_000, `${run.longestRestMs}`);
  assert.ok(mean(delays(run)) < 45_000, `${mean(delays(run))}`);
});

test("a hundred jobs at once are noticed sooner than by asking in turn, and none sooner than by an oracle", () => {
  const delayOf = (policyOf: () => Policy) => {
    const runs = [1, 2, 3, 4].map((seed) => simulate(atOnce(100, 120_000, seed), policyOf(), usual, seed));
    return mean(runs.flatMap(delays));
  };
  const [inTurn, ourDelay, best] = [delayOf(roundRobin), delayOf(() => ours(believing120s())), delayOf(oracle)];
  assert.ok(ourDelay < 0.8 * inTurn, `${ourDelay} and ${inTurn}`);
  assert.ok(ourDelay > best, `${ourDelay} and ${best}`);
});

test("behind a long queue of creates, finished videos are not left until the last one is created", () => {
  const world = { ...usual, callsPerMinute: 60 };
  const delayOf = (policy: Policy) => mean(delays(simulate(atOnce(300, 120_000, 5), policy, world, 5)));
  assert.ok(delayOf(ours(believing120s())) < 0.7 * delayOf(likeliestFirst(believing120s())));
});

test("the same seed is the same run", () => {
  const once = () => simulate(atOnce(30, 120_000, 7), ours(believing120s()), usual, 7);
  assert.deepEqual(once(), once());
});
