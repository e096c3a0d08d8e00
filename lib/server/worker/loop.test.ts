import assert from "node:assert/strict";
import { test } from "node:test";
import { parseConfig } from "../config.ts";
import { testStore } from "../jobs/test-store.ts";
import type { Deps } from "./deps.ts";
import { leases } from "./leases.ts";
import { startWorker } from "./loop.ts";

test("a database that fails is tried again by each lane once a second, so that its errors do not fill the disk", async (t) => {
  const store = await testStore(t);
  await store.db.schema.alterTable("dispatch").renameTo("gone").execute();
  const failedAt: number[] = [];
  const twice = Promise.withResolvers<void>();
  t.mock.method(console, "error", (line: string) => {
    if (JSON.parse(line).lane === "create") failedAt.push(performance.now());
    if (failedAt.length === 2) twice.resolve();
  });
  const unused = () => assert.fail("nothing can be claimed");
  const deps: Deps = {
    store,
    relay: { createVideo: unused, queryVideo: unused },
    media: { write: unused, stat: unused, read: unused, delete: unused, check: unused, sweep: unused },
    fetchFile: unused,
    config: parseConfig({}),
    leases,
    random: () => 0,
  };
  const worker = startWorker(deps);
  await twice.promise;
  await worker.stop(10_000);
  const [first = 0, second = 0] = failedAt;
  assert.ok(second - first >= 990, `tried again after ${second - first} ms`);
});
