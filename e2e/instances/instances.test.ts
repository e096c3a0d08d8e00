/** Three instances on one Postgres: what the relay recorded is the truth. Times are those of the fleet's fast clock. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { postgresIsMissing } from "#lib/server/database/testing.ts";
import { readDispatch, setPaused } from "#lib/server/jobs/dispatch.ts";
import { listJobs } from "#lib/server/jobs/read.ts";
import { type Behaviour, seen } from "../relay/behaviour.ts";
import { timeOn } from "./clock.ts";
import { type Fleet, type Instance, keyOf, makeFleet } from "./fleet.ts";

async function startThree(fleet: Fleet): Promise<Instance[]> {
  return Promise.all([fleet.start(), fleet.start(), fleet.start()]);
}

/** As another process sees them: what the instances change is not told to this one. */
async function countOf(fleet: Fleet, status: "succeeded" | "submitting" | "queued" | "unknown"): Promise<number> {
  return (await listJobs(fleet.store, { limit: 1 })).counts[status];
}

describe("three instances on one Postgres", { skip: postgresIsMissing }, () => {
  test("make one paid call for each of 150 jobs, and all of them take part", async (t) => {
    const fleet = await makeFleet(t, { speed: 10 });
    const instances = await startThree(fleet);
    const jobs = await fleet.submit(150);
    await fleet.untilSo(async () => (await countOf(fleet, "succeeded")) === jobs.length);
    const posts = fleet.relay.posts();
    assert.deepEqual([posts.length, fleet.relay.tasks.length], [jobs.length, jobs.length]);
    const prompts = posts.map(({ body }) => String(JSON.parse(body.toString()).prompt));
    assert.deepEqual(prompts.toSorted(), jobs.map(({ prompt }) => prompt).toSorted());
    assert.deepEqual([...new Set(posts.map(keyOf))].toSorted(), instances.map(({ key }) => key).toSorted());
  });

  test("keep together to the budget, and to the number of paid calls at once", async (t) => {
    const [speed, perMinute] = [15, 20];
    let out = 0;
    let mostOut = 0;
    const create = (): Behaviour => ({ kind: "ok", delayMs: 30 });
    const fleet = await makeFleet(t, {
      speed,
      relay: { script: { create } },
      settings: { RELAY_REQUESTS_PER_MINUTE: String(perMinute), RELAY_MAX_CONCURRENT_CREATES: "2" },
    });
    await startThree(fleet);
    await fleet.submit(80);
    const calls = () => fleet.relay.requests.filter(({ target }) => target === "create" || target === "query");
    await fleet.relay.waitFor(() => {
      out = fleet.relay.posts().filter(({ state }) => state === "sending" || state === "open").length;
      mostOut = Math.max(mostOut, out);
      return calls().length > 2.5 * perMinute;
    });
    // Shorter than a minute by what a call may be delayed on its way on a busy machine, half a second of ours.
    const windowMs = 61_000 / speed - 500;
    const times = calls().map(({ atMs }) => atMs);
    for (const start of times) {
      const inWindow = times.filter((at) => at >= start && at < start + windowMs).length;
      assert.ok(inWindow <= perMinute, `${inWindow} calls in a minute`);
    }
    assert.equal(mostOut, 2);
  });

  test("all stop at a pause that one of them met, and all go on when a person resumes", async (t) => {
    const fleet = await makeFleet(t, { speed: 20, relay: { script: { create: () => seen.noCredit } } });
    await startThree(fleet);
    const jobs = await fleet.submit(30);
    await fleet.untilSo(async () => (await readDispatch(fleet.store)).paused);
    await fleet.untilSo(async () => (await countOf(fleet, "submitting")) === 0);
    const before = fleet.relay.posts().length;
    assert.ok(before <= 6, `${before} calls were out when it was met`);
    const until = fleet.store.now() + 60_000;
    await fleet.untilSo(async () => fleet.store.now() > until);
    assert.equal(fleet.relay.posts().length, before);
    fleet.relay.script("create", []);
    await setPaused(fleet.store, false);
    await fleet.untilSo(async () => (await countOf(fleet, "succeeded")) === jobs.length);
    assert.equal(fleet.relay.tasks.length, jobs.length);
  });

  test("a poll whose instance is killed is taken over within 35 s", async (t) => {
    const fleet = await makeFleet(t, { speed: 10, relay: { script: { query: [{ kind: "stall", at: "headers" }] } } });
    const instances = await startThree(fleet);
    const [job] = await fleet.submit(1);
    const queries = () => fleet.relay.requests.filter(({ target, state }) => target === "query" && state !== "sending");
    await fleet.relay.waitFor(() => queries().length === 1);
    const killed = senderOf(instances, queries()[0]);
    await killed.kill();
    const killedAt = fleet.store.now();
    await fleet.relay.waitFor(() => queries().length === 2);
    const [, second] = queries();
    assert.ok(second !== undefined && keyOf(second) !== killed.key);
    const tookMs = timeOn(fleet.clock, second.atMs) - killedAt;
    assert.ok(tookMs <= 35_000, `${tookMs} ms`);
    await fleet.until(job?.id ?? "", ({ status }) => status === "succeeded");
    assert.equal(fleet.relay.posts().length, 1);
  });

  test("a paid call whose instance is killed is unknown within 160 s, and not made again", async (t) => {
    const fleet = await makeFleet(t, { speed: 20, relay: { script: { create: [{ kind: "stall", at: "headers" }] } } });
    const instances = await startThree(fleet);
    const [job] = await fleet.submit(1);
    await fleet.relay.waitFor(() => fleet.relay.posts().some(({ state }) => state === "open"));
    await senderOf(instances, fleet.relay.posts()[0]).kill();
    const killedAt = fleet.store.now();
    // An instance that starts meanwhile must not judge a call that may be another's.
    await fleet.start();
    const lost = await fleet.until(job?.id ?? "", ({ status }) => status !== "submitting");
    assert.deepEqual([lost.status, lost.failure?.code, lost.failure?.charged], ["unknown", "lease_expired", "unknown"]);
    const tookMs = Date.parse(lost.finished_at ?? "") - killedAt;
    assert.ok(tookMs <= 160_000, `${tookMs} ms`);
    const [next] = await fleet.submit(1);
    await fleet.until(next?.id ?? "", ({ status }) => status === "succeeded");
    assert.equal(fleet.relay.posts().length, 2);
  });

  test("are replaced one by one while jobs come in, without a lost or a doubled call", async (t) => {
    const create = (): Behaviour => ({ kind: "ok", delayMs: 50 });
    const fleet = await makeFleet(t, { speed: 5, relay: { script: { create } } });
    const jobs = [];
    for (const old of await startThree(fleet)) {
      jobs.push(...(await fleet.submit(15)));
      const [code] = await Promise.all([old.stop(), fleet.start()]);
      assert.equal(code, 0, old.log());
    }
    await fleet.untilSo(async () => (await countOf(fleet, "succeeded")) === jobs.length);
    assert.deepEqual([fleet.relay.posts().length, fleet.relay.tasks.length], [jobs.length, jobs.length]);
  });
});

function senderOf(instances: readonly Instance[], request: Parameters<typeof keyOf>[0] | undefined): Instance {
  const instance = instances.find(({ key }) => request !== undefined && key === keyOf(request));
  assert.ok(instance !== undefined);
  return instance;
}
