/** Every cell of one setting, in an order that the seed makes. */
import { answerNames } from "./answers.ts";
import { type Cell, isPossible, nameOf, runCell } from "./cell.ts";
import { crashPoints } from "./crash-points.ts";
import { type Outcome, total } from "./outcome.ts";
import { chance } from "./random.ts";
import type { Row } from "./table.ts";

export type Setting = Pick<Cell, "database" | "instances">;

export interface MatrixOptions {
  seed: number;
  /** How many cells run at once. */
  lanes: number;
  /** No cell is begun after so long. */
  maxMs: number;
  /** Says how it went. @returns null when it failed */
  attempt: (name: string, run: () => Promise<Outcome>) => Promise<Outcome | null>;
}

export async function runMatrix(
  name: string,
  setting: Setting,
  { seed, lanes, maxMs, attempt }: MatrixOptions,
): Promise<Row> {
  const cells = cellsOf(setting, seed);
  const all = cells.length;
  const outcomes: Outcome[] = [];
  const deadline = performance.now() + maxMs;
  const lane = async () => {
    while (performance.now() < deadline) {
      const cell = cells.shift();
      if (cell === undefined) return;
      const outcome = await attempt(nameOf(cell), () => runCell(cell));
      if (outcome !== null) outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { name, runs: all - cells.length, ended: outcomes.length, figures: total(outcomes) };
}

function cellsOf(setting: Setting, seed: number): Cell[] {
  const random = chance(seed);
  return crashPoints
    .flatMap((point) => answerNames.map((answer): Cell => ({ point, answer, ...setting })))
    .filter(isPossible)
    .map((cell) => ({ cell, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ cell }) => cell);
}
