/** The result: one row a measurement, told as a ratio to its floor, as Markdown for the README. */

export interface Row {
  what: string;
  ours: number;
  floor: number;
  unit: "/s" | "ms" | "KB" | "MB" | "";
  /** Absent where nothing was promised and the figure is told for its own sake. */
  goal?: Goal;
}

export type Goal =
  | { kind: "at least"; ratio: number }
  | { kind: "at most"; ratio: number }
  | { kind: "at most over"; amount: number }
  /** Whatever the floor is. */
  | { kind: "at most in all"; amount: number };

const headings = ["What", "Ours", "Floor", "Ratio", "Goal", "Met"] as const;

export function markdownTable(rows: readonly Row[]): string {
  const cells = [headings, ...rows.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => pad(cell, widths[i] ?? 0, i)).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (isNumeric(i) ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [line(head), rule, ...body.map(line)].join("\n");
}

function cellsOf(row: Row): string[] {
  const { what, ours, floor, unit, goal } = row;
  return [what, figure(ours, unit), figure(floor, unit), ratioText(row), goalText(goal, unit), metText(row)];
}

function ratioText({ ours, floor, unit, goal }: Row): string {
  if (goal?.kind !== "at most over") return `${(ours / floor).toFixed(2)} x`;
  return `${ours < floor ? "-" : "+"}${figure(Math.abs(ours - floor), unit)}`;
}

function goalText(goal: Goal | undefined, unit: Row["unit"]): string {
  switch (goal?.kind) {
    case undefined:
      return "";
    case "at least":
      return `at least ${goal.ratio} x`;
    case "at most":
      return `at most ${goal.ratio} x`;
    case "at most over":
      return `at most +${goal.amount} ${unit}`;
    case "at most in all":
      return `at most ${goal.amount} ${unit}`;
  }
}

function metText({ ours, floor, goal }: Row): string {
  switch (goal?.kind) {
    case undefined:
      return "";
    case "at least":
      return yesOrNo(ours >= goal.ratio * floor);
    case "at most":
      return yesOrNo(ours <= goal.ratio * floor);
    case "at most over":
      return yesOrNo(ours <= floor + goal.amount);
    case "at most in all":
      return yesOrNo(ours <= goal.amount);
  }
}

function yesOrNo(isMet: boolean): string {
  return isMet ? "yes" : "no";
}

function figure(value: number, unit: Row["unit"]): string {
  const text = value.toLocaleString("en-US", { maximumFractionDigits: unit === "" ? 3 : value < 10 ? 1 : 0 });
  return unit === "/s" ? `${text}/s` : `${text} ${unit}`.trimEnd();
}

function pad(cell: string, width: number, column: number): string {
  return isNumeric(column) ? cell.padStart(width) : cell.padEnd(width);
}

function isNumeric(column: number): boolean {
  return column >= 1 && column <= 3;
}
