/**
 * The built server, three times behind a plain reverse proxy, with one Postgres and one media folder. One of them is
 * killed while jobs are at every stage; the client only knows the proxy, and what the relay recorded is the truth.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Job, jobPageSchema, jobsReplySchema } from "#lib/job.ts";
import { openStore, type Store } from "#lib/server/database/store.ts";
import { postgresIsMissing, testDatabase, testUrl } from "#lib/server/database/testing.ts";
import { type Answer, call, validJob } from "../api.ts";
import { liveSettings } from "../live.ts";
import { type Behaviour, type Target, ok } from "../relay/behaviour.ts";
import type { RecordedRequest } from "../relay/record.ts";
import { type Relay, startRelay } from "../relay/server.ts";
import { type AppServer, freePort, startApp } from "../server.ts";
import { keyOf } from "./fleet.ts";
import { startProxy } from "./proxy.ts";

/** Paid calls that may be out at once, on all three together. */
const mostOut = 3;
/** A server saves three videos at once, so of so many the one that is killed has three. */
const mostSaving = 9;
/** Jobs under way beyond those, to be asked about. */
const spare = 3;
const keys = ["sk-killed", "sk-second", "sk-third"] as const;
const [killedKey] = keys;

describe("three servers behind a reverse proxy, one of which is killed", { skip: postgresIsMissing }, () => {
  for (const worker of ["on", "request"] as const) {
    test(`carry every job to its kept video or to an honest unknown, paid once (WORKER=${worker})`, async (t) => {
      const { relay, servers, store, url } = await start(t, worker);
      const client = new Client(url, t.signal);
      await client.press(1);
      await client.until((jobs) => jobs.every(isKept));

      // A paid call of the one that will be killed stays out; what the others call for is under way until it is dead.
      const after: Behaviour = { kind: "ok", gate: "after the kill" };
      const isHeld = (target: Target) => openOf(relay, target).some(isKilled);
      relay.script("file", () => after);
      relay.script("query", () => underWay);
      relay.script("create", (request) => (isKilled(request) && !isHeld("create") ? after : ok));
      do {
        await client.press(mostSaving + spare);
        await client.until((jobs) => jobs.filter(isWaiting).length === (isHeld("create") ? 1 : 0));
      } while (!isHeld("create"));
      // More paid calls are out, of any of the three, and at least one job waits that may not go out yet.
      relay.script("create", () => after);
      await client.press(mostOut);
      await client.until(() => openOf(relay, "create").length === mostOut);
      // All three save as many videos as they can, and of what is still under way it keeps asking.
      const finished = new Set<string>();
      relay.script("query", (request) => {
        if (finished.size < mostSaving) finished.add(request.path);
        return finished.has(request.path) ? ok : isKilled(request) ? after : underWay;
      });
      await client.until((jobs) => {
        const isAllOut = openOf(relay, "file").length === mostSaving && openOf(relay, "create").length === mostOut;
        return isAllOut && isHeld("create") && isHeld("query") && jobs.some(({ status }) => status === "queued");
      });

      // Nobody can tell which of these were accepted when the connection broke; the client sends each again.
      await Promise.all([client.press(mostOut), servers[0]?.kill()]);
      const savingElsewhere = mostSaving - mostSaving / keys.length;
      await relay.waitFor(() => openOf(relay, "file").length === savingElsewhere);
      await relay.waitFor(() => !isHeld("create") && !isHeld("query"));
      const broken = relay.requests.filter(({ state }) => state === "broken");
      const lost = broken.filter(({ target }) => target === "create");
      assert.ok(lost.length > 0 && lost.every(isKilled));
      await endLeases(store, relay, broken);
      for (const target of ["create", "query", "file"] as const) relay.script(target, []);
      relay.open("after the kill");
      const ended = await client.until((jobs) => jobs.every((job) => isKept(job) || job.status === "unknown"));

      assert.deepEqual(ended.map(({ id }) => id).toSorted(), [...client.ids.values()].toSorted());
      const unknown = ended.filter(({ status }) => status === "unknown");
      assert.deepEqual(unknown.map(({ prompt }) => prompt).toSorted(), lost.map(promptOf).toSorted());
      assert.deepEqual(relay.posts().map(promptOf).toSorted(), [...client.ids.keys()].toSorted());
      assert.equal(relay.tasks.length, ended.length);
      for (const job of ended.filter(isKept)) {
        const part = await client.ask("GET", `/api/jobs/${job.id}/video`, { headers: { range: "bytes=4-7" } });
        assert.deepEqual([part.status, part.text], [206, "ftyp"]);
        assert.equal(part.headers.get("content-range"), `bytes 4-7/${job.media.bytes}`);
      }
      assert.ok(client.lostAnswers > 0, "the client met the dead one");
      t.diagnostic(`${ended.length} jobs, ${unknown.length} unknown, ${client.lostAnswers} answers lost`);
    });
  }
});

const underWay: Behaviour = { kind: "edit", set: { status: "processing", video_url: null, progress: 40 } };

/** Knows the proxy's address alone, as a browser would, and asks again whenever it got no answer. */
class Client {
  /** Of each prompt that was submitted. */
  readonly ids = new Map<string, string>();
  lostAnswers = 0;
  readonly #url: string;
  readonly #signal: AbortSignal;

  constructor(url: string, signal: AbortSignal) {
    this.#url = url;
    this.#signal = signal;
  }

  async ask(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    for (; ; this.lostAnswers += 1) {
      this.#signal.throwIfAborted();
      // An answer that broke off in the middle tells as little as a 502.
      const answer = await call({ url: this.#url }, method, path, init).catch(() => null);
      if (answer !== null && answer.status !== 502) return answer;
    }
  }

  /** New submissions, all at once. */
  async press(count: number): Promise<void> {
    const prompts = Array.from({ length: count }, (_, at) => `prompt ${this.ids.size + at}`);
    await Promise.all(prompts.map((prompt) => this.#submit(prompt)));
  }

  async jobs(): Promise<Job[]> {
    const answer = await this.ask("GET", "/api/jobs?limit=100");
    assert.equal(answer.status, 200, answer.text);
    return jobPageSchema.parse(JSON.parse(answer.text)).jobs;
  }

  /** Looks, and presses again what it pressed before: without a loop (`WORKER=request`) that is what sends a paid call. */
  async until(isSo: (jobs: readonly Job[]) => boolean): Promise<Job[]> {
    for (let turn = 0; ; turn += 1) {
      const jobs = await this.jobs();
      if (isSo(jobs)) return jobs;
      await this.#submit(`prompt ${turn % this.ids.size}`);
      await sleep(50);
    }
  }

  async #submit(prompt: string): Promise<void> {
    const headers = {
      "content-type": "application/json",
      "idempotency-key": prompt.replace(" ", "-"),
      origin: this.#url,
    };
    const body = JSON.stringify({ ...validJob, prompt });
    const answer = await this.ask("POST", "/api/jobs", { headers, body });
    assert.ok(answer.status === 201 || answer.status === 200, answer.text);
    const [job] = jobsReplySchema.parse(JSON.parse(answer.text)).jobs;
    assert.equal(job?.id, this.ids.get(prompt) ?? job?.id, "the same press is the same job");
    this.ids.set(prompt, job?.id ?? "");
  }
}

interface Site {
  relay: Relay;
  servers: AppServer[];
  /** The test's own connections. */
  store: Store;
  url: string;
}

async function start(t: TestContext, worker: string): Promise<Site> {
  const mediaFolder = await mkdtemp(join(tmpdir(), "clipdesk-media-"));
  const database = await testDatabase("postgres");
  const relay = await startRelay();
  const upstreams: string[] = [];
  const proxy = await startProxy(await freePort(), upstreams);
  const settings = {
    ...liveSettings(relay.url),
    DATABASE_URL: testUrl(database.address).href,
    MEDIA_URL: mediaFolder,
    APP_ORIGIN: proxy.url,
    RELAY_MAX_CONCURRENT_CREATES: String(mostOut),
    // The calls that are held must still be out when all else has come to its place, on however slow a machine.
    RELAY_CREATE_TIMEOUT_MS: "600000",
    WORKER: worker,
  };
  const started = await Promise.allSettled(keys.map((key) => startApp({ ...settings, RELAY_API_KEY: key })));
  const servers = started.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  const store = await openStore(database.address);
  t.after(async () => {
    proxy.close();
    for (const server of servers) await server[Symbol.asyncDispose]();
    await store.close();
    await relay.close();
    await database.remove();
    await rm(mediaFolder, { recursive: true });
  });
  for (const end of started) if (end.status === "rejected") throw end.reason;
  upstreams.push(...servers.map(({ url }) => url));
  return { relay, servers, store, url: proxy.url };
}

function openOf(relay: Relay, target: RecordedRequest["target"]): RecordedRequest[] {
  return relay.requests.filter((request) => request.target === target && request.state === "open");
}

function isKilled(request: RecordedRequest): boolean {
  return keyOf(request) === killedKey;
}

/** For its paid call, or for the answer to it. */
function isWaiting({ status }: Job): boolean {
  return status === "queued" || status === "submitting";
}

function isKept({ media }: Job): boolean {
  return media.state === "saved";
}

/**
 * What the dead one held comes due at once, as it would by itself within 30 to 150 s: how long leases are, and that
 * nothing is touched before its lease ends, is looked at beside this (instances.test.ts). Links of two jobs may be the
 * same, so a video may be taken over from one that lives, as from one that was too slow to renew its lease.
 */
async function endLeases(store: Store, relay: Relay, broken: readonly RecordedRequest[]): Promise<void> {
  const of = (target: Target) => broken.filter((request) => request.target === target);
  const asked = of("query").map(({ path }) => new URL(path, relay.url).searchParams.get("id") ?? "");
  await store.db
    .updateTable("jobs")
    .set({ due_at: store.now() })
    .where((eb) =>
      eb.or([
        eb("status", "=", "submitting").and("prompt", "in", of("create").map(promptOf)),
        eb("status", "=", "running").and("relay_id", "in", asked),
        eb("media_state", "=", "saving").and(
          "source_url",
          "in",
          of("file").map(({ path }) => relay.url + path),
        ),
      ]),
    )
    .execute();
}

function promptOf({ body }: RecordedRequest): string {
  return String(JSON.parse(body.toString()).prompt);
}
