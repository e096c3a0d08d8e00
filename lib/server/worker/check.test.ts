/** "Check again" against everything that may happen to the job meanwhile. The relay here is only what it says. */
import assert from "node:assert/strict";
import { describe } from "node:test";
import { parseConfig } from "../config.ts";
import type { Store } from "../database/store.ts";
import type { JobRow } from "../database/tables.ts";
import { test } from "../database/testing.ts";
import { ruledCreated } from "../jobs/decisions.ts";
import { nextDueAt } from "../jobs/due.ts";
import { claimSave, saved, saveFailed } from "../jobs/media-steps.ts";
import { claimPoll, polled } from "../jobs/poll-steps.ts";
import { removeForRoom } from "../jobs/retention.ts";
import { testStore } from "../jobs/test-store.ts";
import { jobNow, keptJob, present, runningRow, silence, succeededRow, unknownJob } from "../jobs/testing.ts";
import type { QueryOutcome } from "../relay/outcome.ts";
import { noNews } from "../relay/read-query.ts";
import { checkNow, settleCreated } from "./check.ts";
import type { Deps } from "./deps.ts";
import { leases } from "./leases.ts";

const hourMs = 3_600_000;
const freshLink = {
  ...noNews,
  state: "succeeded",
  relayStatus: "completed",
  videoUrl: "https://files.example/2",
} as const;
const unreachable = { ...noNews, trouble: "unreachable", error: "ECONNREFUSED" } as const;

describe("check again", () => {
  test("leaves a kept video alone, whatever the relay says of its link", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    await saved(store, present(await claimSave(store, 60_000)), { sizeBytes: 12, type: "video/mp4" });
    assert.equal(
      (
        await checkNow(
          depsOf(store, async () => freshLink),
          id,
          "ada",
        )
      ).media.state,
      "saved",
    );
    assert.equal(await claimSave(store, 60_000), null);
  });

  test("leaves a download that is under way to its worker", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    const row = present(await claimSave(store, 60_000));
    await checkNow(
      depsOf(store, async () => freshLink),
      id,
      "ada",
    );
    assert.equal(await saved(store, row, { sizeBytes: 12, type: "video/mp4" }), true);
  });

  test("does not pretend that a video which was removed here can be had again, and spends no call on it", async (t) => {
    const store = await testStore(t);
    const id = await keptJob(store, null);
    store.pass(hourMs);
    await removeForRoom(store);
    const deps = depsOf(store, () => assert.fail("the relay is not asked"));
    await assert.rejects(checkNow(deps, id, "ada"), { code: "not_checkable" });
    assert.equal((await jobNow(store, id)).media.state, "expired");
  });

  test("does not end the attempts to save a video", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    await checkNow(
      depsOf(store, async () => unreachable),
      id,
      "ada",
    );
    store.pass(hourMs);
    assert.equal((await claimSave(store, 60_000))?.id, id);
  });

  test("gets a video that was given up by a fresh link", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    await saveFailed(store, present(await claimSave(store, 60_000)), "not a video");
    await checkNow(
      depsOf(store, async () => freshLink),
      id,
      "ada",
    );
    assert.equal((await claimSave(store, 60_000))?.source_url, freshLink.videoUrl);
  });

  test("that dies half-way leaves nothing due that no lane would take", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    await saveFailed(store, present(await claimSave(store, 60_000)), "not a video");
    const died = new Error("the process died");
    await assert.rejects(
      checkNow(
        depsOf(store, () => Promise.reject(died)),
        id,
        "ada",
      ),
      died,
    );
    assert.equal(await nextDueAt(store, ["succeeded"]), null);
  });

  test("that dies half-way leaves a running job to the polls", async (t) => {
    const store = await testStore(t);
    const { id } = await runningRow(store);
    const died = new Error("the process died");
    await assert.rejects(
      checkNow(
        depsOf(store, () => Promise.reject(died)),
        id,
        "ada",
      ),
      died,
    );
    store.pass(hourMs);
    assert.equal((await claimPoll(store, 30_000))?.id, id);
  });

  test("that ends after a person has settled the job does not stop its polls", async (t) => {
    const store = await testStore(t);
    const { id } = await unknownRowWithId(store);
    const settleMeanwhile = async () => {
      await ruledCreated(store, id, "jimeng:corrected", "grace");
      return { ...noNews, trouble: "busy" } as const;
    };
    await checkNow(depsOf(store, settleMeanwhile), id, "ada");
    assert.equal((await jobNow(store, id)).status, "running");
    assert.equal((await claimPoll(store, 30_000))?.id, id);
  });
});

test("an id of an unknown job is called unknown to the relay only when the relay says so, not when it lets nobody in", async (t) => {
  const store = await testStore(t);
  const { id } = await unknownJob(store);
  const settle = (outcome: Partial<QueryOutcome>) =>
    settleCreated(
      depsOf(store, async () => ({ ...noNews, ...outcome })),
      id,
      "jimeng:1",
      "ada",
    );
  for (const trouble of ["account", "busy", "unreachable"] as const)
    await assert.rejects(settle({ trouble, error: "Invalid token" }), { code: "relay_unreachable" }, trouble);
  for (const trouble of ["missing", "unreadable"] as const)
    await assert.rejects(settle({ trouble, error: "task_not_exist" }), { code: "relay_id_unknown" }, trouble);
  assert.equal((await jobNow(store, id)).status, "unknown");
});

/** No final answer for seven days. */
async function unknownRowWithId(store: Store & { pass: (ms: number) => void }): Promise<JobRow> {
  await runningRow(store);
  store.pass(8 * 24 * hourMs);
  const row = present(await claimPoll(store, 30_000));
  await polled(store, row, silence, { intervalMs: 10_000 });
  assert.equal((await jobNow(store, row.id)).status, "unknown");
  return row;
}

function depsOf(store: Store, queryVideo: () => Promise<QueryOutcome>): Deps {
  const unused = () => assert.fail("a check neither creates, nor stores, nor downloads");
  return {
    store,
    relay: { queryVideo, createVideo: unused },
    media: { write: unused, stat: unused, read: unused, delete: unused, check: unused, sweep: unused },
    fetchFile: unused,
    config: parseConfig({}),
    leases,
    random: () => 0,
  };
}
