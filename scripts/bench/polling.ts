/**
 * Which running job to ask about next: the app's policy beside round robin, fixed intervals, the likeliest first and an
 * oracle, in simulated time. Run by itself, `node scripts/bench/polling.ts`, or as a part of `npm run bench`.
 */
import { percentile } from "./numbers.ts";
import { leastDelay, type Rule } from "./polling/bound.ts";
import { chance } from "./polling/chance.ts";
import { type Policy, type Run, simulate, type SimJob, usual } from "./polling/engine.ts";
import { type Knowledge, knowledge } from "./polling/knowledge.ts";
import { fixedInterval, hastyRoundRobin, likeliestFirst, oracle, ours, roundRobin } from "./polling/policies.ts";
import { burst, type Scenario, surprises } from "./polling/scenarios.ts";

const policies: readonly ((know: Knowledge) => Policy)[] = [
  hastyRoundRobin,
  roundRobin,
  fixedInterval,
  likeliestFirst,
  ours,
  oracle,
];
/** Those that waste or overrun the budget are left out here: what that costs stands in the first tables. */
const surprised = [roundRobin, likeliestFirst, ours, oracle] as const;

/** The rule that we keep, and the relay software's own, which would allow bursts. */
const rules: readonly Rule[] = [
  { calls: 60, withinS: 60 },
  { calls: 180, withinS: 180 },
];

if (import.meta.main) console.log(pollingTables());

/** As Markdown: the bursts, what no policy can beat, and what comes of being wrong. Takes a minute. */
export function pollingTables(): string {
  return [
    "From a video's completion to our noticing it, and from its submission to then: mean / p95 in seconds.",
    ...[60, 600].flatMap((callsPerMinute) =>
      [0.25, 0.5].map(
        (sigma) => `${callsPerMinute} calls a minute, sigma ${sigma}\n\n${burstTable(callsPerMinute, sigma)}`,
      ),
    ),
    `What no policy can beat that keeps such a rule and knows only how long videos take, mean from completion to noticed\n\n${boundTable()}`,
    `When the durations are not those that were seen before: completion to noticed, mean / p95\n\n${surpriseTable()}`,
  ].join("\n\n");
}

function burstTable(callsPerMinute: number, sigma: number): string {
  const scenarios = [10, 30, 100, 1_000].map((jobs) => burst(jobs, sigma, callsPerMinute));
  const rows = policies.map((policy) => {
    const results = scenarios.map((scenario) => resultOf(scenario, policy));
    return [
      results[0]?.policy ?? "",
      ...results.map(({ delay, whole }) => `${delay}; ${whole}`),
      results.map(({ refused }) => refused.toFixed(0)).join(", "),
    ];
  });
  return markdown(["Policy", ...scenarios.map(({ name }) => name), "calls over the budget"], rows);
}

function boundTable(): string {
  const jobs = [10, 30, 100];
  const rows = rules.flatMap((rule) =>
    [0.25, 0.5].map((sigma) => [
      `${rule.calls} calls in any ${rule.withinS} s, sigma ${sigma}`,
      ...jobs.map((count) => figure(leastDelay(count, sigma, rule))),
    ]),
  );
  return markdown(["Rule", ...jobs.map((count) => `${count} jobs`)], rows);
}

function surpriseTable(): string {
  const rows = surprises().map((scenario) => [
    scenario.name,
    ...surprised.map((policy) => resultOf(scenario, policy).delay),
  ]);
  return markdown(["Reality", ...surprised.map((policy) => policy(knowledge([])).name)], rows);
}

interface Result {
  policy: string;
  delay: string;
  whole: string;
  /** Calls that the relay refused, per run. */
  refused: number;
}

function resultOf(scenario: Scenario, policyOf: (know: Knowledge) => Policy): Result {
  const { name, runs } = runsOf(scenario, policyOf);
  const jobs = runs.flatMap((run) => run.jobs);
  return {
    policy: name,
    delay: summary(jobs, ({ noticedAtMs, readyAtMs }) => noticedAtMs - readyAtMs),
    whole: summary(jobs, ({ noticedAtMs, arrivesAtMs }) => noticedAtMs - arrivesAtMs),
    refused: mean(runs.map(({ refused }) => refused)),
  };
}

function runsOf(scenario: Scenario, policyOf: (know: Knowledge) => Policy): { name: string; runs: Run[] } {
  let name = "";
  const runs = Array.from({ length: scenario.runs }, (_, run) => {
    const policy = policyOf(knowledge(scenario.seen));
    name = policy.name;
    const world = { ...usual, callsPerMinute: scenario.callsPerMinute };
    return simulate(scenario.arrivals(chance(1_000 + run)), policy, world, run);
  });
  return { name, runs };
}

function summary(jobs: readonly SimJob[], timeMs: (job: SimJob) => number): string {
  const times = jobs.map((job) => timeMs(job) / 1_000);
  return `${figure(mean(times))} / ${figure(percentile(times, 95))}`;
}

function figure(seconds: number): string {
  return seconds.toFixed(seconds < 100 ? 1 : 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function markdown(headings: readonly string[], rows: readonly string[][]): string {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(headings), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
