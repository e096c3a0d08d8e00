/**
 * What a fault run plays in: a relay that writes everything down, a database and a media folder, instances that come and
 * go, and a person who submits, resumes and rules. Whatever the person was told is remembered for the checker.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabaseKind, testDatabase } from "#lib/server/database/testing.ts";
import type { Relay, RelayOptions } from "../relay/server.ts";
import { freePort } from "../server.ts";
import { type CreateScript, makeAuditor } from "./auditor.ts";
import { type Crew, makeCrew } from "./crew.ts";
import { type History, readDatabase, readFiles, type Submission } from "./history.ts";
import { isOut } from "./looks.ts";

export interface SceneOptions {
  database: DatabaseKind;
  create: CreateScript;
  relay?: RelayOptions;
  /** Else it begins without one. */
  hasRelay?: boolean;
  speed?: number;
  /** How long anything may take. */
  patienceMs?: number;
  /** In the domain's time, as all lengths here. */
  createTimeoutMs?: number;
}

export interface Scene extends Pick<Crew, "start" | "instances" | "look" | "until" | "stop">, AsyncDisposable {
  relay: () => Relay;
  startRelay: () => Promise<void>;
  markFile: string;
  /** As a browser does: the same key again, until somebody has said that it is kept. */
  submit: (prompt: string) => Promise<void>;
  /** The first task is the one whose id a relay repeats: where there is a relay, it is kept when this resolves. */
  submitFirst: (prompt: string) => Promise<void>;
  /** A person settles every unknown job with what the relay's console shows. */
  ruleUnknowns: () => Promise<void>;
  /** Once all have stopped. */
  history: () => Promise<History>;
}

/** Leases, rests and polls pass this much faster than in production; their lengths are production's. */
export const fast = 20;
/** A silent relay costs a fast run 1.5 s. */
const shortTimeoutMs = 30_000;

export async function makeScene(options: SceneOptions): Promise<Scene> {
  const { create, hasRelay = true, speed = fast, createTimeoutMs = shortTimeoutMs } = options;
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-faults-"));
  const dataDir = join(folder, "data");
  const database = await testDatabase(options.database);
  const port = await freePort();
  const auditor = makeAuditor(port, create, options.relay);
  const place = { database: database.address, dataDir, relayUrl: `http://127.0.0.1:${port}` };
  const crew = makeCrew({ ...place, createTimeoutMs }, speed, options.patienceMs);
  const person = makePerson(crew, () => new Map(auditor.posts().map((post) => [post.prompt, post.madeTask])));

  if (hasRelay) await auditor.start();
  return {
    ...crew,
    relay: auditor.relay,
    startRelay: auditor.start,
    markFile: join(folder, "died"),
    submit: person.submit,
    submitFirst: async (prompt) => {
      await person.submit(prompt);
      if (!auditor.isStarted()) return;
      await crew.until("the first call has ended", isOut);
      await person.ruleUnknowns(); // so slow a machine that its answer came too late
    },
    ruleUnknowns: person.ruleUnknowns,
    history: async () => ({
      posts: auditor.posts(),
      failedTasks: auditor.failedTasks(),
      sentPrompts: person.sentPrompts,
      acknowledged: person.acknowledged,
      ...(await readDatabase(database.address)),
      files: await readFiles(join(dataDir, "media")),
    }),
    [Symbol.asyncDispose]: async () => {
      await crew.kill();
      const closed = auditor.close();
      await database.remove();
      await rm(folder, { recursive: true, force: true });
      await closed;
    },
  };
}

/** @param readConsole the task that the relay made for each prompt */
function makePerson(crew: Crew, readConsole: () => ReadonlyMap<string, string | null>) {
  const sentPrompts = new Set<string>();
  const acknowledged: Submission[] = [];
  return {
    sentPrompts,
    acknowledged,
    submit: async (prompt: string) => {
      sentPrompts.add(prompt);
      const key = `key of ${prompt}`;
      const jobIds = await crew.ask((instance) => instance.submit(prompt, key));
      acknowledged.push({ prompt, key, jobIds });
    },
    ruleUnknowns: async () => {
      const tasks = readConsole();
      const { jobs } = await crew.look();
      for (const { id, prompt } of jobs.filter(({ status }) => status === "unknown")) {
        await crew.ask((instance) => instance.tell({ kind: "rule", id, relayId: tasks.get(prompt) ?? null }));
      }
    },
  };
}
