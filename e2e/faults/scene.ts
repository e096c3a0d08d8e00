/**
 * What a fault run plays in: a relay that writes everything down, a database and a media folder, instances that come and
 * go, and a person who submits, resumes and rules. Whatever the person was told is remembered for the checker.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DatabaseKind, testDatabase } from "#lib/server/database/testing.ts";
import type { Behaviour } from "../relay/behaviour.ts";
import type { RecordedRequest } from "../relay/record.ts";
import { type Relay, type RelayOptions, startRelay } from "../relay/server.ts";
import { freePort } from "../server.ts";
import type { Crash } from "./crash-points.ts";
import { type History, type Post, readDatabase, readFiles, type Submission, type Word } from "./history.ts";
import type { JobSeen, Look } from "./plan.ts";
import { Gone, type Instance, spawnInstance } from "./spawn.ts";

/** Leases, rests and polls pass this much faster than in production; their lengths are production's. */
export const speed = 20;

export interface SceneOptions {
  database: DatabaseKind;
  /** The n-th call for a prompt, from 0: what becomes of it, and what the relay says with that. */
  create: (prompt: string, n: number) => { behaviour: Behaviour; word: Word };
  relay?: RelayOptions;
  speed?: number;
  /** How long anything may take. */
  patienceMs?: number;
}

export interface Scene extends AsyncDisposable {
  relay: () => Relay;
  /** Also for a scene that began without one. */
  startRelay: () => Promise<void>;
  start: (crash?: Crash | null) => Instance;
  instances: () => readonly Instance[];
  markFile: string;
  /** As a browser does: the same key again, until somebody has said that it is kept. */
  submit: (prompt: string) => Promise<void>;
  /** What one of the living instances sees; a pause is ended, as by a person who has mended what it was for. */
  look: () => Promise<Look>;
  until: (what: string, is: (look: Look) => boolean) => Promise<Look>;
  /** A person settles every unknown job with what the relay's console shows. */
  ruleUnknowns: () => Promise<void>;
  /** SIGTERM to all; throws when one does not end by itself. */
  stop: () => Promise<void>;
  /** Once all have stopped. */
  history: () => Promise<History>;
}

const restMs = 50;

export async function makeScene(options: SceneOptions, hasRelay = true): Promise<Scene> {
  const { patienceMs = 60_000 } = options;
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-faults-"));
  const database = await testDatabase(options.database);
  const port = await freePort();
  const words: Word[] = [];
  const callsByPrompt = new Map<string, number>();
  const sentPrompts = new Set<string>();
  const acknowledged: Submission[] = [];
  const all: Instance[] = [];
  let relay: Relay | null = null;

  const theRelay = () => {
    if (relay === null) throw new Error("The relay has not been started");
    return relay;
  };
  const living = () => all.filter((instance) => instance.isAlive());

  function script(request: RecordedRequest): Behaviour {
    const prompt = promptOf(request);
    const n = callsByPrompt.get(prompt) ?? 0;
    callsByPrompt.set(prompt, n + 1);
    const { behaviour, word } = options.create(prompt, n);
    words[request.n] = word;
    return behaviour;
  }

  async function begin(): Promise<void> {
    relay = await startRelay({
      lifeMs: 150,
      ...options.relay,
      port,
      script: { ...options.relay?.script, create: script },
    });
  }

  function start(crash: Crash | null = null): Instance {
    const plan = { speed: options.speed ?? speed, crash };
    const relayUrl = `http://127.0.0.1:${port}`;
    const given = { database: database.address, dataDir: join(folder, "data"), relayUrl, plan };
    const instance = spawnInstance(options.speed === 1 ? { ...given, createTimeoutMs: 120_000 } : given);
    all.push(instance);
    return instance;
  }

  /** What any of the living instances answers; when it dies meanwhile, another is asked. */
  async function ask<T>(question: (instance: Instance) => Promise<T>): Promise<T> {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(restMs)) {
      for (const instance of living()) {
        try {
          await instance.ready;
          return await question(instance);
        } catch (error) {
          if (!(error instanceof Gone) || error.message.includes("before it was ready"))
            await rethrowUnlessKilled(instance, error);
        }
      }
    }
    throw new Error(`No instance answered within ${patienceMs} ms:\n${all.at(-1)?.log()}`);
  }

  async function look(): Promise<Look> {
    const seen = await ask((instance) => instance.look());
    if (seen.isPaused) await ask((instance) => instance.tell({ kind: "resume" }));
    return seen;
  }

  async function until(what: string, is: (look: Look) => boolean): Promise<Look> {
    let seen = await look();
    for (const deadline = Date.now() + patienceMs; !is(seen); seen = await look()) {
      if (Date.now() > deadline)
        throw new Error(`Still not so: ${what}\n${JSON.stringify(seen)}\n${all.at(-1)?.log()}`);
      await sleep(restMs);
    }
    return seen;
  }

  async function rule({ id, prompt }: JobSeen): Promise<void> {
    const relayId = postsOf(theRelay(), words).find(
      (post) => post.prompt === prompt && post.madeTask !== null,
    )?.madeTask;
    await ask((instance) => instance.tell({ kind: "rule", id, relayId: relayId ?? null }));
  }

  async function dispose(): Promise<void> {
    for (const instance of living()) instance.kill();
    await Promise.all(all.map(({ ended }) => ended));
    const closed = relay?.close();
    await database.remove();
    await rm(folder, { recursive: true, force: true });
    await closed;
  }

  if (hasRelay) await begin();
  return {
    relay: theRelay,
    startRelay: begin,
    start,
    instances: () => all,
    markFile: join(folder, "died"),
    submit: async (prompt) => {
      sentPrompts.add(prompt);
      const key = `key of ${prompt}`;
      const jobIds = await ask((instance) => instance.submit(prompt, key));
      acknowledged.push({ prompt, key, jobIds });
    },
    look,
    until,
    ruleUnknowns: async () => {
      const { jobs } = await look();
      for (const job of jobs) if (job.status === "unknown") await rule(job);
    },
    stop: async () => {
      const stopping = living();
      // Before it is ready a signal simply ends it, as any program.
      await Promise.all(stopping.map(({ ready }) => ready));
      for (const instance of stopping) instance.stop();
      for (const instance of stopping) {
        const end = await instance.ended;
        if (end !== 0) throw new Error(`An instance that was told to stop ended with ${end}:\n${instance.log()}`);
      }
    },
    history: async () => ({
      posts: postsOf(theRelay(), words),
      failedTasks: failedTasksOf(theRelay()),
      sentPrompts,
      acknowledged,
      ...(await readDatabase(database.address)),
      files: await readFiles(join(folder, "data", "media")),
    }),
    [Symbol.asyncDispose]: dispose,
  };
}

/** Nothing more happens to any job by itself. */
export function isSettled({ jobs }: Look): boolean {
  return jobs.every(({ status, media }) =>
    status === "succeeded"
      ? ["saved", "failed", "expired"].includes(media)
      : ["failed", "unknown", "canceled"].includes(status),
  );
}

/** An instance that we did not kill and that does not start is a defect, not a fault of the run. */
async function rethrowUnlessKilled(instance: Instance, error: unknown): Promise<void> {
  if (error instanceof Gone && (await instance.ended) === "SIGKILL") return;
  throw error;
}

function postsOf(relay: Relay, words: readonly Word[]): Post[] {
  const [firstTask = null] = relay.tasks;
  return relay.posts().map((request): Post => {
    const answeredId = request.behaviour === "repeat_id" ? firstTask : request.taskId;
    return { prompt: promptOf(request), madeTask: request.taskId, answeredId, word: words[request.n] ?? "none" };
  });
}

/** The demo's relay fails a task whose prompt asks for it. */
function failedTasksOf(relay: Relay): Set<string> {
  const failed = relay.posts().filter((request) => promptOf(request).includes("#failed"));
  return new Set(failed.flatMap(({ taskId }) => (taskId === null ? [] : [taskId])));
}

export function promptOf(request: RecordedRequest): string {
  const sent: unknown = JSON.parse(request.body.toString());
  if (typeof sent === "object" && sent !== null && "prompt" in sent && typeof sent.prompt === "string")
    return sent.prompt;
  throw new Error("A create without a prompt");
}
