/** The table that a long run ends with. */
import { type Outcome, total } from "./outcome.ts";

export interface Row {
  name: string;
  runs: number;
  /** Those that came to their end, which alone are in the figures. */
  ended: number;
  figures: Outcome;
}

export function sum(name: string, rows: readonly Row[]): Row {
  return {
    name,
    runs: rows.reduce((count, { runs }) => count + runs, 0),
    ended: rows.reduce((count, { ended }) => count + ended, 0),
    figures: total(rows.map(({ figures }) => figures)),
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
  const unknown = Object.entries(rows.at(-1)?.figures.unknown ?? {}).toSorted((a, b) => b[1] - a[1]);
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

function cellsOf({ name, runs, ended, figures }: Row): string[] {
  const { faults, kills, submissions, posts, charged, unknown, kept, violations } = figures;
  const broken = (rules: readonly string[]) => violations.filter(({ rule }) => rules.includes(rule)).length;
  const [lost, twice] = [broken(lostRules), broken(twiceRules)];
  const unknownJobs = Object.values(unknown).reduce((count, jobs) => count + jobs, 0);
  const counts = [runs, ended, faults, kills, submissions, lost, posts, charged, twice, unknownJobs, kept];
  return [name, ...[...counts, violations.length - lost - twice].map((count) => count.toLocaleString("en"))];
}

const lostRules = ["a lost submission", "a paid video lost"];
const twiceRules = ["paid twice", "sent again although nobody knew", "one key, several jobs"];

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
  no_final_answer: "the relay gave no final answer for seven days",
};
