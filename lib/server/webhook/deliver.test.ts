/** Ends of jobs, told to a receiver over real HTTP. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";
import * as z from "zod/mini";
import { type Config, parseConfig } from "../config.ts";
import { test } from "../database/testing.ts";
import { claimAnnouncement } from "../jobs/announce.ts";
import { present, queuedJob, succeededRow, unknownJob } from "../jobs/testing.ts";
import { cancel } from "../jobs/decisions.ts";
import { testStore } from "../jobs/test-store.ts";
import { once } from "../once.ts";
import { deliverNext, type Receiver } from "./deliver.ts";

const secret = "a-secret-of-the-receiver";
// What the domain asks whether anybody is to be told.
once<Config>("config", () => parseConfig({ WEBHOOK_URL: "https://receiver.example/", WEBHOOK_SECRET: secret }));

interface Got {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

async function receiver(t: TestContext, answers: { status: number; body?: string }[], format = "json") {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ headers: request.headers, body });
      const { status, body: said = "" } = answers.shift() ?? { status: 200 };
      response.writeHead(status).end(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const url = `http://127.0.0.1:${port}/hook`;
  const { webhook } = parseConfig({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret, WEBHOOK_FORMAT: format });
  const to: Receiver = {
    webhook: present(webhook),
    allowedHosts: [`127.0.0.1:${port}`],
    appOrigin: "https://clips.example",
  };
  return { got, to };
}

const body = z.object({ id: z.string(), type: z.string(), url: z.string(), job: z.object({ id: z.string() }) });

test("every end of a job is told once it is taken, signed, again after a refusal and after a crash", async (t) => {
  const store = await testStore(t);
  const { got, to } = await receiver(t, [{ status: 500 }]);
  const done = await succeededRow(store);
  await deliverNext(store, to);
  assert.equal(await deliverNext(store, to), false, "it rests after a refusal");
  store.pass(6_000);
  // A process that took it up and died: nobody touches it until its lease has run out.
  present(await claimAnnouncement(store));
  assert.equal(await deliverNext(store, to), false);
  store.pass(60_000);
  assert.equal(await deliverNext(store, to), true);
  store.pass(24 * 60 * 60_000);
  assert.equal(await deliverNext(store, to), false, "what was taken is not told again");

  assert.equal(got.length, 2);
  const tries = got.map((request) => body.parse(JSON.parse(request.body)));
  assert.equal(tries[0]?.id, tries[1]?.id);
  assert.deepEqual([tries[1]?.type, tries[1]?.job.id], ["job.succeeded", done.id]);
  assert.equal(tries[1]?.url, `https://clips.example/jobs/${done.id}`);
  for (const { headers, body: sent } of got) {
    const [, at = "", signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-clipdesk-signature"])) ?? [];
    assert.equal(signature, createHmac("sha256", secret).update(`${at}.${sent}`).digest("hex"));
    assert.ok(!sent.includes("files.example"), "the relay's signed links stay here");
  }

  await unknownJob(store);
  await cancel(store, (await queuedJob(store)).id, null);
  while (await deliverNext(store, to));
  assert.deepEqual(
    got.slice(2).map((request) => body.parse(JSON.parse(request.body)).type),
    ["job.unknown", "job.canceled"],
  );
});

test("a chat gets words: Slack without mentions, Feishu signed in its way and with its answer read", async (t) => {
  const store = await testStore(t);
  const slack = await receiver(t, [], "slack");
  await cancel(store, (await queuedJob(store, "wake <!channel> & all")).id, null);
  await deliverNext(store, slack.to);
  assert.match(
    JSON.parse(present(slack.got[0]).body).text,
    /^Canceled: wake &lt;!channel&gt; &amp; all\nhttps:\/\/clips/,
  );
  // A long prompt is cut, and half a sign would make a message that receivers refuse.
  await cancel(store, (await queuedJob(store, `${"x".repeat(199)}🐟 and more`)).id, null);
  await deliverNext(store, slack.to);
  const { text: cut } = JSON.parse(present(slack.got[1]).body);
  assert.ok(cut.isWellFormed() && cut.includes("x..."), cut);

  const feishu = await receiver(t, [{ status: 200, body: '{"code":19021,"msg":"sign match fail"}' }], "feishu");
  await cancel(store, (await queuedJob(store)).id, null);
  await deliverNext(store, feishu.to);
  store.pass(6_000);
  assert.equal(await deliverNext(store, feishu.to), true, "a code other than 0 is a refusal");
  const { timestamp, sign, msg_type, content } = JSON.parse(present(feishu.got[1]).body);
  assert.equal(sign, createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64"));
  assert.deepEqual([msg_type, content.text.split("\n")[0]], ["text", "已取消： cat fish"]);
});

test("a receiver inside this machine's network that is not listed is sent nothing, and the end is kept", async (t) => {
  const store = await testStore(t);
  const { got, to } = await receiver(t, []);
  await cancel(store, (await queuedJob(store)).id, null);
  await deliverNext(store, { ...to, allowedHosts: [] });
  assert.equal(got.length, 0);
  const kept = await store.db.selectFrom("webhooks").selectAll().executeTakeFirstOrThrow();
  assert.match(String(kept.last_error), /RefusedUrl/);
  assert.ok(kept.due_at !== null);
});
