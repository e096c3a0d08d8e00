/** The short form of the matrix: each crash point and each answer at least once. `npm run test:faults` runs every cell. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { postgresIsMissing } from "#lib/server/database/testing.ts";
import { type AnswerName, answerNames } from "./answers.ts";
import { type Cell, nameOf, runCell } from "./cell.ts";
import { type CrashPoint, crashPoints } from "./crash-points.ts";

const alone: [CrashPoint, AnswerName][] = [
  ["committed", "307"],
  ["committed", "ok"],
  ["before_send", "unreached"],
  ["after_send", "lost"],
  ["after_send", "stall"],
  ["after_send", "stall in the body"],
  ["answered", "429 for 1 s"],
  ["recorded", "refused"],
  ["recorded", "403 no credit"],
  ["recorded", "404"],
  ["recorded", "421"],
  ["recorded", "duplicate id"],
  ["mid_poll", "no id"],
  ["mid_poll", "500"],
  ["mid_download", "524"],
  ["mid_download", "cut"],
  ["renamed", "HTML"],
  ["renamed", "closed"],
];
const shared: [CrashPoint, AnswerName, 1 | 3][] = [
  ["committed", "ok", 3],
  ["after_send", "late", 1],
  ["answered", "429", 3],
  ["mid_poll", "ok", 3],
  ["mid_download", "ok", 3],
  ["renamed", "duplicate id", 1],
];

describe("an instance that dies loses nothing and pays nothing twice", { concurrency: 3 }, () => {
  for (const [point, answer] of alone) prove({ point, answer, database: "sqlite", instances: 1 });
  for (const [point, answer, instances] of shared) prove({ point, answer, database: "postgres", instances });
});

test("nothing is left out of the short form", () => {
  const cells = [...alone, ...shared];
  assert.deepEqual(new Set(cells.map(([point]) => point)), new Set(crashPoints));
  assert.deepEqual(new Set(cells.map(([, answer]) => answer)), new Set(answerNames));
});

function prove(cell: Cell): void {
  const skip = cell.database === "postgres" && postgresIsMissing;
  test(nameOf(cell), { skip }, async () => {
    const { violations, kills } = await runCell(cell);
    assert.deepEqual(violations, []);
    assert.equal(kills, 1);
  });
}
