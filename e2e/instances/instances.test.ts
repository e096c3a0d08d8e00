/**
 * Three instances on one Postgres: what the relay recorded is the truth. Times are those of the fleet's fast clock, and
 * nothing here depends on how long anything takes by ours: that is measured by `npm run test:faults`.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { postgresIsMissing } from "#lib/server/database/testing.ts";
import { readDispatch, setPaused } from "#lib/server/jobs/dispatch.ts";
import { listJobs } from "#lib/server/jobs/read.ts";
import { type Behaviour, seen } from "../relay/behaviour.ts";
import type { RecordedRequest } from "../relay/record.ts";
import { timeOn } from "./clock.ts";
import { shutDoor } from "./door.ts";
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
    const senders = () => new Set(fleet.relay.posts().map(keyOf));
    await fleet.untilSo(async () => (await countOf(fleet, "succeeded")) === jobs.length);
    // One that the machine gave no time to meanwhile takes part in the next ones.
    while (senders().size < instances.length) {
      jobs.push(...(await fleet.submit(30)));
      await fleet.untilSo(async () => (await countOf(fleet, "succeeded")) === jobs.length);
    }
    const posts = fleet.relay.posts();
    assert.deepEqual([posts.length, fleet.relay.tasks.length], [jobs.length, jobs.length]);
    const prompts = posts.map(({ body }) => String(JSON.parse(body.toString()).prompt));
    assert.deepEqual(prompts.toSorted(), jobs.map(({ prompt }) => prompt).toSorted());
    assert.deepEqual([...senders()].toSorted(), instances.map(({ key }) => key).toSorted());
  });

  test("keep together to the budget, and to the number of paid calls at once", async (t) => {
    const perMinute = 20;
    let mostOut = 0;
    // The first is not answered before there are two.
    const create = (): Behaviour => ({ kind: "ok", delayMs: 30, gate: "two" });
    const fleet = await makeFleet(t, {
      speed: 15,
      relay: { script: { create } },
      settings: {
        RELAY_REQUESTS_PER_MINUTE: String(perMinute),
        RELAY_MAX_CONCURRENT_CREATES: "2",
        RELAY_CREATE_TIMEOUT_MS: "600000", // by the fast clock 40 s, and the lease is longer
      },
    });
    await startThree(fleet);
    const beganAt = fleet.store.now();
    await fleet.submit(80);
    const calls = () => fleet.relay.requests.filter(({ target }) => target === "create" || target === "query");
    const out = () => fleet.relay.posts().filter(({ state }) => state === "sending" || state === "open").length;
    await fleet.relay.waitFor(() => out() === 2);
    fleet.relay.open("two");
    await fleet.relay.waitFor(() => {
      mostOut = Math.max(mostOut, out());
      return calls().length > 2.5 * perMinute;
    });
    // However late a call arrives, it was begun before.
    for (const [before, { atMs }] of calls().entries()) {
      const minutes = 1 + Math.floor((timeOn(fleet.clock, atMs) - beganAt) / 61_000);
      assert.ok(before < minutes * perMinute, `${before + 1} calls within ${minutes} minutes`);
    }
    assert.ok(mostOut <= 2, `${mostOut} paid calls at once`);
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

  test("claim no paid call once a person's pause is answered, whoever of them was busy, until it is taken back", async (t) => {
    const create = (): Behaviour => ({ kind: "ok", gate: "answer" });
    const fleet = await makeFleet(t, { speed: 10, relay: { script: { create } } });
    await startThree(fleet);
    const jobs = await fleet.submit(24);
    // As many as may be out at once; the relay keeps them waiting.
    const out = 6;
    await fleet.relay.waitFor(() => fleet.relay.posts().length === out);
    await setPaused(fleet.store, true, "ada");
    const answeredAt = fleet.store.now();
    fleet.relay.open("answer");
    await fleet.untilSo(async () => (await countOf(fleet, "submitting")) === 0);
    const until = fleet.store.now() + 30_000;
    await fleet.untilSo(async () => fleet.store.now() > until);
    assert.equal(fleet.relay.posts().length, out);
    const { lastClaimAt } = await fleet.store.db
      .selectFrom("jobs")
      .select((eb) => eb.fn.max("submitted_at").as("lastClaimAt"))
      .executeTakeFirstOrThrow();
    assert.ok((lastClaimAt ?? 0) <= answeredAt, `a call was claimed ${(lastClaimAt ?? 0) - answeredAt} ms late`);
    await setPaused(fleet.store, false, "ada");
    await fleet.untilSo(async () => (await countOf(fleet, "succeeded")) === jobs.length);
    assert.equal(fleet.relay.tasks.length, jobs.length);
  });

  test("send no byte of a call that was claimed before the pause and had not begun, on any of them", async (t) => {
    const door = await shutDoor(t);
    const fleet = await makeFleet(t, { speed: 1, settings: door.settings });
    door.leadTo(fleet.relay.url);
    await Promise.all([fleet.start(), fleet.start()]);
    const jobs = await fleet.submit(8);
    // Six are claimed, and none gets further than to the middle of its handshake.
    await fleet.untilSo(async () => (await countOf(fleet, "submitting")) === 6 && door.waiting() >= 6);
    await setPaused(fleet.store, true, "ada");
    door.open();
    await fleet.untilSo(async () => (await countOf(fleet, "queued")) === jobs.length);
    assert.equal(fleet.relay.posts().length, 0);
    assert.equal((await readDispatch(fleet.store)).trouble, null);
    await setPaused(fleet.store, false, "ada");
    await fleet.untilSo(async () => (await countOf(fleet, "succeeded")) === jobs.length);
    assert.equal(fleet.relay.posts().length, jobs.length);
  });

  test("a poll whose instance is killed comes due after 30 s at most, and is taken over by another", async (t) => {
    const queries = () => fleet.relay.requests.filter(({ target }) => target === "query");
    const isTheFirstToAsk = (request: RecordedRequest) => queries().every((query) => keyOf(query) === keyOf(request));
    const query = (request: RecordedRequest): Behaviour =>
      isTheFirstToAsk(request) ? { kind: "stall", at: "headers" } : { kind: "ok" };
    const fleet = await makeFleet(t, { speed: 10, relay: { script: { query } } });
    const instances = await startThree(fleet);
    const [job] = await fleet.submit(1);
    await fleet.relay.waitFor(() => queries().some(({ state }) => state === "open"));
    const killed = senderOf(instances, queries()[0]);
    const { due_at: dueAt } = await fleet.row(job?.id ?? "");
    await killed.kill();
    assert.ok(dueAt !== null && dueAt <= fleet.store.now() + 30_000);
    await fleet.relay.waitFor(() => queries().some((query) => keyOf(query) !== killed.key));
    await fleet.until(job?.id ?? "", ({ status }) => status === "succeeded");
    assert.equal(fleet.relay.posts().length, 1);
  });

  test("a paid call whose instance is killed is unknown once its lease of 150 s ends, and not made again", async (t) => {
    const fleet = await makeFleet(t, { speed: 20, relay: { script: { create: [{ kind: "stall", at: "headers" }] } } });
    const instances = await startThree(fleet);
    const [job] = await fleet.submit(1);
    await fleet.relay.waitFor(() => fleet.relay.posts().some(({ state }) => state === "open"));
    const { due_at: dueAt, submitted_at: submittedAt } = await fleet.row(job?.id ?? "");
    await senderOf(instances, fleet.relay.posts()[0]).kill();
    // An instance that starts meanwhile must not judge a call that may be another's.
    await fleet.start();
    const lost = await fleet.until(job?.id ?? "", ({ status }) => status !== "submitting");
    assert.deepEqual([lost.status, lost.failure?.code, lost.failure?.charged], ["unknown", "lease_expired", "unknown"]);
    assert.ok(dueAt !== null && submittedAt !== null && dueAt <= submittedAt + 150_000);
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

function senderOf(instances: readonly Instance[], request: RecordedRequest | undefined): Instance {
  const instance = instances.find(({ key }) => request !== undefined && key === keyOf(request));
  assert.ok(instance !== undefined);
  return instance;
}
