import assert from "node:assert/strict";
import { describe } from "node:test";
import { test } from "../database/testing.ts";
import {
  claimSave,
  linkDied,
  linkRenewed,
  renewSave,
  saveAgain,
  saveDelayed,
  saved,
  saveFailed,
} from "./media-steps.ts";
import { testStore } from "./test-store.ts";
import { jobNow, present, succeededRow } from "./testing.ts";

const leaseMs = 60_000;
const file = { sizeBytes: 12_345, type: "video/mp4" };

describe("saving a video", () => {
  test("is one worker's work at a time, and another's when that one goes silent", async (t) => {
    const store = await testStore(t);
    await succeededRow(store);
    const first = present(await claimSave(store, leaseMs));
    store.pass(40_000);
    assert.equal(await renewSave(store, first, leaseMs), true);
    store.pass(59_999);
    assert.equal(await claimSave(store, leaseMs), null);
    store.pass(1);
    const second = present(await claimSave(store, leaseMs));
    assert.equal(await renewSave(store, first, leaseMs), false);
    assert.equal(await saved(store, first, file), false);
    assert.equal(await saved(store, second, file), true);
  });

  test("gives the job an address of ours and forgets the relay's link", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    await saved(store, present(await claimSave(store, leaseMs)), file);
    const { media } = await jobNow(store, id);
    assert.deepEqual([media.state, media.bytes, media.video_url], ["saved", 12_345, `/api/jobs/${id}/video`]);
    const row = await store.db.selectFrom("jobs").selectAll().executeTakeFirstOrThrow();
    assert.equal(row.source_url, null);
  });

  test("goes on after trouble that may pass, for twelve hours, and never changes the job's status", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    for (let hours = 0; hours <= 12; hours += 1) {
      const row = present(await claimSave(store, leaseMs));
      await saveDelayed(store, row, "The disk is full", 0);
      assert.deepEqual(
        [(await jobNow(store, id)).status, (await jobNow(store, id)).media.state],
        ["succeeded", "pending"],
      );
      store.pass(3_600_000);
    }
    await saveDelayed(store, present(await claimSave(store, leaseMs)), "The disk is full", 0);
    const { status, media } = await jobNow(store, id);
    assert.deepEqual([status, media.state, media.error], ["succeeded", "failed", "The disk is full"]);
  });

  test("asks for five fresh links after dead ones and then says that the video is lost", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    for (let links = 1; links <= 5; links += 1) {
      const row = present(await claimSave(store, leaseMs));
      assert.equal(await linkDied(store, row, "HTTP 403"), true);
      await linkRenewed(store, row, `https://files.example/${links}`);
      store.pass(300_000);
    }
    assert.equal(await linkDied(store, present(await claimSave(store, leaseMs)), "HTTP 403"), false);
    assert.deepEqual((await jobNow(store, id)).media.state, "expired");
  });

  test("that was given up can be asked for again by a person", async (t) => {
    const store = await testStore(t);
    const { id } = await succeededRow(store);
    const row = present(await claimSave(store, leaseMs));
    await saveFailed(store, row, "not a video");
    assert.equal(await claimSave(store, leaseMs), null);
    await saveAgain(store, row, "https://files.example/fresh");
    assert.equal((await claimSave(store, leaseMs))?.source_url, "https://files.example/fresh");
    assert.equal((await jobNow(store, id)).media.error, null);
  });
});
