/** The short form of the random kills. Another seed is another run: FAULT_SEED=7 npm test. */
import assert from "node:assert/strict";
import { describe } from "node:test";
import { databaseKind, test } from "#lib/server/database/testing.ts";
import { killLoop } from "./kill-loop.ts";

const seed = Number(process.env.FAULT_SEED ?? "1");

describe(`kill -9 at any moment (FAULT_SEED=${seed})`, { concurrency: 2 }, () => {
  test("20 kills: every submission is there, none was paid twice, and what was paid for is kept", async (t) => {
    const database = databaseKind(t);
    const instances = database === "sqlite" ? 1 : 3;
    const { violations, kills, submissions, charged, kept } = await killLoop({ seed, kills: 20, database, instances });
    assert.deepEqual(violations, []);
    assert.deepEqual([kills, submissions], [20, 41]);
    assert.ok(charged > 20 && kept > 20, `the run did little: ${charged} charged, ${kept} kept`);
  });
});
