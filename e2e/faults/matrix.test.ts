/** The short form of the matrix: each crash point and each answer at least once. `npm run test:faults` runs every cell. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { postgresIsMissing } from "#lib/server/database/testing.ts";
import type { AnswerName } from "./answers.ts";
import { type Cell, nameOf, runCell } from "./cell.ts";
import type { CrashPoint } from "./crash-points.ts";

const alone: [CrashPoint, AnswerName][] = [
  ["committed", "307"],
  ["before_send", "unreached"],
  ["after_send", "lost"],
  ["answered", "429 busy"],
  ["recorded", "ok"],
  ["recorded", "refused"],
  ["recorded", "403 no credit"],
  ["recorded", "421"],
  ["recorded", "duplicate id"],
  ["mid_poll", "500"],
  ["mid_poll", "no id"],
  ["mid_download", "524"],
  ["mid_download", "cut"],
  ["renamed", "HTML"],
  ["renamed", "stall"],
];
const shared: [CrashPoint, AnswerName, 1 | 3][] = [
  ["committed", "ok", 3],
  ["after_send", "ok", 1],
  ["answered", "429 busy", 3],
  ["mid_poll", "ok", 3],
  ["mid_download", "ok", 3],
  ["renamed", "duplicate id", 1],
];

describe("an instance that dies loses nothing and pays nothing twice", { concurrency: 3 }, () => {
  for (const [point, answer] of alone) prove({ point, answer, database: "sqlite", instances: 1 });
  for (const [point, answer, instances] of shared) prove({ point, answer, database: "postgres", instances });
});

function prove(cell: Cell): void {
  const skip = cell.database === "postgres" && postgresIsMissing;
  test(nameOf(cell), { skip }, async () => {
    const { violations, kills } = await runCell(cell);
    assert.deepEqual(violations, []);
    assert.equal(kills, 1);
  });
}
