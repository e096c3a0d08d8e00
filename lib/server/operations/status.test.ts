import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { parseConfig } from "../config.ts";
import { test } from "../database/testing.ts";
import { noteTrouble, setPaused } from "../jobs/dispatch.ts";
import { claimSave, saved } from "../jobs/media-steps.ts";
import { announceRemovals, removeForRoom } from "../jobs/retention.ts";
import { keptJob, present, queuedJob, succeededRow, unknownJob } from "../jobs/testing.ts";
import { testStore } from "../jobs/test-store.ts";
import { metricsText } from "./metrics.ts";
import { readStatus } from "./status.ts";

const secrets = { CRON_SECRET: "tick-tick-tick-tick", METRICS_TOKEN: "scrape-scrape-scrape" };
const settings = parseConfig({
  DATA_DIR: tmpdir(),
  MEDIA_URL: tmpdir(),
  WORKER: "off",
  RELAY_BASE_URL: "https://relay.example",
  RELAY_API_KEY: "sk-1234567890",
  ...secrets,
});

test("the status tells of the queue, the relay's last words, the pause and what is kept, and of no secret", async (t) => {
  const store = await testStore(t);
  await succeededRow(store, "jimeng:7");
  await saved(store, present(await claimSave(store, 1_000)), { sizeBytes: 5_000, type: "video/mp4" });
  await unknownJob(store);
  await queuedJob(store, "a prompt that nobody else sees");
  store.pass(90_000);

  const calm = await readStatus(store, settings);
  assert.ok(calm.relay !== null && calm.storage.media !== null);
  assert.deepEqual(calm.queue, { queued: 1, oldest_queued_seconds: 90, submitting: 0, running: 0, unknown: 1 });
  assert.deepEqual(calm.relay.state, "reachable");
  const { videos, bytes, lost, waiting } = calm.storage.media;
  assert.deepEqual({ videos, bytes, lost, waiting }, { videos: 1, bytes: 5_000, lost: 0, waiting: 0 });
  assert.deepEqual(calm.settings.find(({ name }) => name === "CRON_SECRET")?.value, "(set)");

  assert.ok(!calm.troubles.includes("disk_floor"));
  const { removed, removed_soon: soon, made_room_at: madeRoomAt } = calm.storage.media;
  assert.deepEqual([removed, soon, madeRoomAt], [0, 0, null]);

  await noteTrouble(store, "connection refused");
  await setPaused(store, true, "Ada");
  const troubled = await readStatus(store, settings);
  assert.deepEqual([troubled.relay?.state, troubled.relay?.words], ["unreachable", "connection refused"]);
  assert.deepEqual(troubled.dispatch, { paused: true, reason: "operator" });
  for (const trouble of ["relay_unreachable", "dispatch_paused"] as const)
    assert.ok(troubled.troubles.includes(trouble));

  const metrics = (await metricsText(store, settings)).body;
  for (const line of [
    'clipdesk_jobs{status="queued"} 1',
    'clipdesk_jobs{status="succeeded"} 1',
    "clipdesk_queue_age_seconds 90",
    "clipdesk_paid_calls 2",
    "clipdesk_relay_reachable 0",
    'clipdesk_dispatch_paused{reason="operator"} 1',
    "clipdesk_media_bytes 5000",
    'clipdesk_job_duration_seconds_bucket{le="+Inf"} 1',
    "clipdesk_job_duration_seconds_count 1",
  ])
    assert.ok(metrics.split("\n").includes(line), `${line} in\n${metrics}`);
  for (const secret of [...Object.values(secrets), "sk-1234567890", "a prompt that", "Ada", "sig=1"])
    assert.ok(!`${JSON.stringify(troubled)}${metrics}`.includes(secret), secret);
});

test("the status says how many videos are about to go, that some had to, and that a removed one is not a lost one", async (t) => {
  const store = await testStore(t);
  for (const relayId of ["jimeng:1", "jimeng:2"]) await keptJob(store, null, relayId);
  store.pass(3_600_000);
  await removeForRoom(store);
  await announceRemovals(store, 5);
  const floor = { days: 5, floorBytes: Number.MAX_SAFE_INTEGER };
  const { storage, troubles } = await readStatus(store, { ...settings, retention: floor });
  const { videos, lost, removed, removed_soon: soon, made_room_at: madeRoomAt } = present(storage.media);
  assert.deepEqual({ videos, lost, removed, soon }, { videos: 1, lost: 0, removed: 1, soon: 1 });
  assert.equal(Date.parse(madeRoomAt ?? ""), store.now());
  assert.ok(troubles.includes("disk_floor"));
  assert.ok(!troubles.includes("media_lost"));
  store.pass(25 * 3_600_000);
  assert.ok(!(await readStatus(store, settings)).troubles.includes("disk_floor"), "no longer");
});

test("a database that does not answer is said, beside all that is known without it", async (t) => {
  const store = await testStore(t);
  const before = await readStatus(store, settings);
  await store.db.schema.dropTable("dispatch").execute(); // what is asked of it fails from here on
  const { state, troubles, database, relay, dispatch, queue, storage, ...rest } = await readStatus(store, settings);
  assert.deepEqual([state, troubles[0]], ["failing", "database_down"]);
  assert.deepEqual(database, { kind: store.kind, answered_in_ms: null });
  assert.deepEqual([relay, dispatch, queue, storage.media], [null, null, null, null]);
  assert.equal(storage.kind, before.storage.kind);
  const { version, node, mode, worker, settings: inForce } = before;
  assert.deepEqual(rest, { version, node, mode, worker, settings: inForce });
});
