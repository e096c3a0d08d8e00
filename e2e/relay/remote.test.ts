import assert from "node:assert/strict";
import { test } from "node:test";
import { freePort } from "../server.ts";
import { seen } from "./behaviour.ts";
import { spawnRelay } from "./remote.ts";
import { create, createdId, query } from "./testing.ts";

test("a relay in another process is scripted and read from this one", async (t) => {
  const relay = await spawnRelay({ apiKey: "key", lifeMs: 60_000 });
  t.after(() => relay.stop());

  await relay.script("create", [seen.noCredit, { kind: "ok", gate: "go" }]);
  assert.equal((await create(relay)).status, 403);
  const held = createdId(relay);
  const meanwhile = await relay.records("create", 2);
  assert.deepEqual(meanwhile.tasks, []);
  assert.equal(meanwhile.requests[1]?.state, "open");
  await relay.open("go");
  const id = await held;
  assert.deepEqual((await relay.records()).tasks, [id]);

  await relay.always("query", seen.taskMissing);
  assert.deepEqual([(await query(relay, id)).status, (await query(relay, id)).status], [400, 400]);
  await relay.scriptConnections(["reset"]);
  await assert.rejects(query(relay, id));
  const { requests, connections } = await relay.records();
  assert.equal(requests.length, 4);
  assert.equal(connections, 5);
});

test("a script that is not in the vocabulary is refused", async (t) => {
  const relay = await spawnRelay();
  t.after(() => relay.stop());
  const nonsense = JSON.parse('[{"kind":"explode"}]');
  await assert.rejects(relay.script("create", nonsense), /400/);
});

test("a task goes on when the relay is stopped and started again", async (t) => {
  const first = await spawnRelay({ lifeMs: 60_000, port: await freePort() });
  const id = await createdId(first);
  await first.stop();
  const second = await spawnRelay({ port: Number(new URL(first.url).port) });
  t.after(() => second.stop());
  assert.equal(second.url, first.url);
  assert.equal((await query(second, id)).status, 200);
});
