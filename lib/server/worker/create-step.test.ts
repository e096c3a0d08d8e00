/** The paid call where it does not come to a call, or its end cannot be written at once. The relay here counts only. */
import assert from "node:assert/strict";
import { describe } from "node:test";
import { parseConfig } from "../config.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { test } from "../database/testing.ts";
import { testStore } from "../jobs/test-store.ts";
import { claimCreate } from "../jobs/claim-create.ts";
import { readDispatch, setPaused } from "../jobs/dispatch.ts";
import { jobNow, leaseMs, present, queuedJobs, submittingRow } from "../jobs/testing.ts";
import { makeRelayClient } from "../relay/client.ts";
import { http, loopback } from "../relay/loopback.ts";
import type { CreateOutcome } from "../relay/outcome.ts";
import { createStep } from "./create-step.ts";
import type { Deps } from "./deps.ts";
import { leases } from "./leases.ts";

const running = new AbortController().signal;
const created = {
  kind: "accepted",
  relayId: "jimeng:1",
  relayStatus: "pending",
  state: "queued",
  progress: null,
} as const;

describe("a claimed call", () => {
  test("that has not begun when the process is told to stop goes back to the queue", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    const { deps, calls } = depsOf(store, created);
    await createStep(deps, row, AbortSignal.abort());
    const job = await jobNow(store, row.id);
    assert.deepEqual([job.status, job.waiting?.reason, calls()], ["queued", "interrupted", 0]);
  });

  test("that was not begun within ten seconds goes back too, also when the database fails at first", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    store.pass(10_001);
    const { deps, calls } = depsOf(failingOnce(store), created);
    await createStep(deps, row, running);
    assert.deepEqual([(await jobNow(store, row.id)).status, calls()], ["queued", 0]);
  });

  test("sends no byte once somebody has paused, on whichever instance it was claimed before, and goes out later", async (t) => {
    const store = await testStore(t);
    const other = await store.another();
    const relay = await loopback(t, (socket) => {
      socket.end(http(200, JSON.stringify({ id: `jimeng:${relay.requests.length}`, status: "pending" })));
    });
    const client = makeRelayClient({ baseUrl: relay.baseUrl, apiKey: "sk-test", createTimeoutMs: 60_000 });
    const claimAll = () => Promise.all([store, other].map(async (at) => present(await claimCreate(at, leaseMs))));
    const callAll = async (rows: JobRow[]) =>
      Promise.all(
        [store, other].map((at, i) =>
          createStep({ ...depsOf(at, created).deps, relay: client }, present(rows[i]), running),
        ),
      );
    await queuedJobs(store, 2);
    const claimed = await claimAll();
    await setPaused(other, true, "ada");
    await callAll(claimed);
    assert.deepEqual(relay.requests, []);
    for (const { id } of claimed) {
      const { status, waiting, submitted_at } = await jobNow(store, id);
      assert.deepEqual([status, waiting?.reason, submitted_at], ["queued", "interrupted", null]);
    }
    const { trouble } = await readDispatch(store);
    assert.equal(trouble, null, "nothing is said against the relay");
    assert.equal(await claimCreate(store, leaseMs), null);

    await setPaused(store, false, "ada");
    await callAll(await claimAll());
    assert.equal(relay.requests.length, 2);
    for (const { id } of claimed) assert.equal((await jobNow(store, id)).status, "running");
  });

  test("is made once, and its id is kept when the database fails at first", async (t) => {
    const store = await testStore(t);
    const row = await submittingRow(store);
    const { deps, calls } = depsOf(failingOnce(store), created);
    await createStep(deps, row, running);
    const job = await jobNow(store, row.id);
    assert.deepEqual([job.status, job.relay_id, calls()], ["running", "jimeng:1", 1]);
  });
});

/** Its first write does not reach the disk. */
function failingOnce(store: Store): Store {
  let isFirst = true;
  return {
    ...store,
    write: (work) => {
      if (!isFirst) return store.write(work);
      isFirst = false;
      return Promise.reject(new Error("database or disk is full"));
    },
  };
}

function depsOf(store: Store, outcome: CreateOutcome): { deps: Deps; calls: () => number } {
  let calls = 0;
  const unused = () => assert.fail("a paid call neither asks, nor stores, nor downloads");
  const createVideo = async () => {
    calls += 1;
    return outcome;
  };
  const deps: Deps = {
    store,
    relay: { createVideo, queryVideo: unused },
    media: { write: unused, stat: unused, read: unused, delete: unused, check: unused, sweep: unused },
    fetchFile: unused,
    config: parseConfig({}),
    leases,
    random: () => 0,
  };
  return { deps, calls: () => calls };
}
