/** A job's life against a relay over real sockets: what is sent, what is kept, and what every kind of answer leads to. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe } from "node:test";
import { test } from "#lib/server/database/testing.ts";
import { readDispatch, setPaused } from "#lib/server/jobs/dispatch.ts";
import { readJob } from "#lib/server/jobs/read.ts";
import { wake } from "#lib/server/wake.ts";
import { type Behaviour, seen } from "../relay/behaviour.ts";
import { makeWorld } from "./world.ts";

const isOver = (job: { status: string }) => ["succeeded", "failed", "unknown", "canceled"].includes(job.status);

test("a submission is one POST of exactly the documented request, and ends as a video on our disk", async (t) => {
  const world = await makeWorld(t);
  const prompt = ' 猫 "fish"\n<b>\u{1F41F}</b> ';
  const { id } = await world.submit(prompt);
  const job = await world.until(id, ({ media }) => media.state === "saved" && media.poster_url !== null);
  const [post, ...more] = world.relay.posts();
  assert.equal(more.length, 0);
  assert.equal(
    post?.body.toString(),
    JSON.stringify({ model: "jimeng-video-3.0", prompt, aspect_ratio: "3:2", size: "720P", images: [] }),
  );
  const kept = await readFile(join(world.mediaDir, `${id}.mp4`));
  assert.equal(kept.byteLength, job.media.bytes);
  const sent = await Promise.all((await readdir("public/demo")).map((name) => readFile(join("public/demo", name))));
  assert.ok(
    sent.some((clip) => clip.equals(kept)),
    "the kept bytes are the relay's",
  );
});

describe("each answer of the paid call leads where the contract says", () => {
  const cases: [name: string, behaviour: Behaviour, status: string, charged: string | null][] = [
    ["refused", seen.refused, "failed", "no"],
    ["refused under HTTP 500", seen.refusedAs500, "failed", "no"],
    ["a server error", seen.serverError, "unknown", "unknown"],
    ["a bad gateway", seen.badGateway, "unknown", "unknown"],
    ["a page of HTML", seen.webPage, "unknown", "unknown"],
    ["an empty answer", seen.empty, "unknown", "unknown"],
    ["cut JSON", seen.cutJson, "unknown", "unknown"],
    ["no id", seen.noId, "unknown", "unknown"],
    ["a redirect", seen.moved("/v1/video/create"), "unknown", "unknown"],
    ["a misdirected request", seen.misdirected, "unknown", "unknown"],
    ["a reset after reading", { kind: "reset" }, "unknown", "unknown"],
    ["a close after reading", { kind: "close" }, "unknown", "unknown"],
    ["silence", { kind: "stall", at: "headers" }, "unknown", "unknown"],
  ];
  for (const [name, behaviour, status, charged] of cases) {
    test(`${name}: ${status}, charged: ${charged}, and one POST`, async (t) => {
      const createTimeoutMs = name === "silence" ? 1_000 : 60_000;
      const world = await makeWorld(t, { relay: { script: { create: [behaviour] } }, createTimeoutMs });
      const { id } = await world.submit();
      const job = await world.until(id, isOver);
      assert.deepEqual([job.status, job.failure?.charged], [status, charged]);
      await setPaused(world.store, false); // a web page pauses until a person has looked
      // A later job comes through, so the worker had every chance to send the first one again.
      const next = await world.submit("another");
      await world.until(next.id, isOver);
      await world.relay.waitFor(() => world.relay.posts().length >= 2);
      assert.equal(world.relay.posts().length, 2);
    });
  }
});

test("a busy relay is waited for, and the job is created once", async (t) => {
  const world = await makeWorld(t, { relay: { script: { create: [seen.busy(1)] } } });
  const { id } = await world.submit();
  await world.until(id, ({ status }) => status === "succeeded");
  assert.deepEqual([world.relay.posts().length, world.relay.tasks.length], [2, 1]);
  const put = (await readJob(world.store, id))?.events.filter(({ type }) => type === "deferred");
  assert.deepEqual(
    put?.map(({ detail }) => detail["reason"]),
    ["busy"],
  );
});

test("an account's fault pauses everything; after it is mended every job is created once", async (t) => {
  const world = await makeWorld(t, { relay: { script: { create: [seen.noCredit, seen.noCredit] } } });
  const jobs = [await world.submit("one"), await world.submit("two"), await world.submit("three")];
  await world.until(jobs[0]?.id ?? "", ({ waiting }) => waiting?.reason === "account");
  const dispatch = await readDispatch(world.store);
  assert.deepEqual([dispatch.paused, dispatch.reason], [true, "account"]);
  assert.match(dispatch.message ?? "", /user quota is not enough/);
  // Another call may have been out when the pause began; its refusal must not come after the resumption.
  for (const { id } of jobs) await world.until(id, ({ status }) => status === "queued");
  world.relay.script("create", []);
  await setPaused(world.store, false);
  wake();
  for (const { id } of jobs) await world.until(id, ({ status }) => status === "succeeded");
  assert.equal(world.relay.tasks.length, 3);
});

test("a relay that cannot be reached keeps jobs waiting, says why, and gets each once when it is back", async (t) => {
  const world = await makeWorld(t);
  world.relay.scriptConnections(["close"]);
  const lost = await world.submit("closed before a byte was read");
  // Accepted and closed: our bytes may have been read, so nobody knows; unless it was seen before there were any.
  const { status } = await world.until(lost.id, isOver);
  assert.ok(status === "unknown" || status === "succeeded", status);
  assert.equal(world.relay.tasks.length, status === "unknown" ? 0 : 1);
  const nobody = await makeWorld(t, { baseUrl: "http://127.0.0.1:9" });
  const { id } = await nobody.submit();
  const job = await nobody.until(id, ({ waiting }) => waiting?.reason === "unreachable");
  assert.match(job.waiting?.message ?? "", /could not be reached/);
  assert.match((await readDispatch(nobody.store)).trouble?.message ?? "", /could not be reached/);
});

test("queries that fail in every way never fail a paid job", async (t) => {
  const world = await makeWorld(t, {
    relay: {
      script: {
        query: [
          seen.serverError,
          seen.badGateway,
          seen.taskMissing,
          seen.badKey,
          seen.webPage,
          seen.empty,
          { kind: "reset" },
          { kind: "cut" },
          { kind: "edit", set: { status: "warming_up" } },
          { kind: "edit", set: { status: "completed", video_url: null } },
        ],
      },
    },
  });
  const { id } = await world.submit();
  await world.until(id, ({ status }) => status === "succeeded");
  assert.equal(world.relay.posts().length, 1);
});

test("never more than two paid calls are out at once, and never more calls than the budget", async (t) => {
  const gated: Behaviour = { kind: "ok", gate: "go" };
  const world = await makeWorld(t, { callsPerMinute: 5, relay: { script: { create: [gated, gated] } } });
  const jobs = [];
  for (let i = 0; i < 6; i += 1) jobs.push(await world.submit(`prompt ${i}`));
  await world.relay.waitFor(() => world.relay.posts().length === 2);
  const out = await Promise.all(jobs.map(({ id }) => world.until(id, () => true)));
  assert.equal(out.filter(({ status }) => status === "submitting").length, 2);
  world.relay.open("go");
  await world.relay.waitFor(() => world.relay.requests.filter(({ target }) => target !== "file").length === 5);
  await world.until(jobs[0]?.id ?? "", ({ status }) => status === "running");
  assert.ok(world.relay.requests.filter(({ target }) => target !== "file").length <= 5);
});
