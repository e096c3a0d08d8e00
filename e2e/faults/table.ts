/** The table that a long run ends with. */
import type { Outcome } from "./outcome.ts";

export interface Row {
  name: string;
  runs: number;
  /** Of the runs that came to their end. */
  outcomes: readonly Outcome[];
}

export function sum(name: string, rows: readonly Row[]): Row {
  return {
    name,
    runs: rows.reduce((count, row) => count + row.runs, 0),
    outcomes: rows.flatMap(({ outcomes }) => outcomes),
  };
}

export function print(rows: readonly Row[]): void {
  const table = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  console.log();
  for (const cells of table) {
    console.log(
      cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
    );
  }
  const unknown = reasons(rows.at(-1)?.outcomes ?? []);
  console.log(`\nJobs left unknown, until a person looked into the relay's console, and why:`);
  for (const [reason, jobs] of unknown)
    console.log(`  ${String(jobs).padStart(5)}  ${reason}: ${meanings[reason] ?? "?"}`);
  console.log();
}

const heads = [
  "",
  "runs",
  "ended",
  "faults",
  "kills",
  "submissions",
  "lost",
  "POSTs",
  "charged",
  "duplicates",
  "unknown",
  "videos kept",
  "other violations",
];

function cellsOf({ name, runs, outcomes }: Row): string[] {
  const total = (figure: (outcome: Outcome) => number) =>
    String(outcomes.reduce((count, outcome) => count + figure(outcome), 0));
  const broken = (rules: readonly string[], isAmong = true) =>
    total(({ violations }) => violations.filter(({ rule }) => rules.includes(rule) === isAmong).length);
  return [
    name,
    String(runs),
    String(outcomes.length),
    total(({ faults }) => faults),
    total(({ kills }) => kills),
    total(({ submissions }) => submissions),
    broken(lost),
    total(({ posts }) => posts),
    total(({ charged }) => charged),
    broken(twice),
    total(({ unknown }) => Object.values(unknown).reduce((count, jobs) => count + jobs, 0)),
    total(({ kept }) => kept),
    broken([...lost, ...twice], false),
  ];
}

const lost = ["a lost submission", "a paid video lost"];
const twice = ["paid twice", "sent again although nobody knew", "one key, several jobs"];

function reasons(outcomes: readonly Outcome[]): [string, number][] {
  const jobs = new Map<string, number>();
  for (const { unknown } of outcomes) {
    for (const [reason, count] of Object.entries(unknown)) jobs.set(reason, (jobs.get(reason) ?? 0) + count);
  }
  return [...jobs].toSorted((a, b) => b[1] - a[1]);
}

/** The codes that an unknown job's failure has. */
const meanings: Readonly<Record<string, string>> = {
  process_died: "the instance was killed while the call was on its way",
  lease_expired: "the instance was killed while the call was on its way, and another found it",
  server_error: "the relay answered with a server error, a redirect or another refusal to say",
  timeout: "the relay did not answer in time",
  connection: "the connection broke before the answer was complete",
  malformed: "the relay's answer could not be read, or named no id",
  page: "the relay answered with a web page",
  duplicate_id: "the relay answered with the id of another job",
};
