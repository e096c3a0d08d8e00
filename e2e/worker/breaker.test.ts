/** The circuit breaker, with the relay counting what went out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readDispatch, setPaused } from "#lib/server/jobs/dispatch.ts";
import { listJobs } from "#lib/server/jobs/read.ts";
import { wake } from "#lib/server/wake.ts";
import { type Behaviour, seen } from "../relay/behaviour.ts";
import { makeWorld } from "./world.ts";

const broken: [name: string, behaviour: Behaviour, mostPosts: number][] = [
  // Five in a row open it, and one more may be out beside the fifth.
  ["server errors", seen.badGateway, 6],
  ["resets", { kind: "reset" }, 6],
  ["web pages", seen.webPage, 2],
  ["answers without an id", seen.noId, 3],
];
for (const [name, behaviour, mostPosts] of broken) {
  test(`a hundred queued jobs behind a relay that gives ${name} do not become a hundred unknowns`, async (t) => {
    const world = await makeWorld(t, { relay: { script: { create: () => behaviour } } });
    await Promise.all(Array.from({ length: 100 }, (_, job) => world.submit(`prompt ${job}`)));
    await world.untilSo(async () => (await readDispatch(world.store)).paused);
    const countsNow = async () => (await listJobs(world.store, { limit: 1 })).counts;
    await world.untilSo(async () => (await countsNow()).submitting === 0); // what was out when it opened comes home
    const counts = await countsNow();
    assert.ok(world.relay.posts().length <= mostPosts, `${world.relay.posts().length} calls went out`);
    assert.deepEqual([counts.unknown, counts.queued], [world.relay.posts().length, 100 - world.relay.posts().length]);
    const dispatch = await readDispatch(world.store);
    assert.equal(dispatch.reason, "breaker");
    // The relay is mended and a person resumes: what waited is made, once each.
    const before = world.relay.posts().length;
    world.relay.script("create", []);
    await setPaused(world.store, false);
    wake();
    await world.untilSo(async () => (await countsNow()).succeeded === counts.queued);
    assert.equal(world.relay.posts().length, before + counts.queued);
  });
}
