/** An instance as its parent holds it: told what to do over a channel, killed, stopped, started again. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { DatabaseAddress } from "#lib/server/database/store.ts";
import { compiled } from "../../scripts/test/compiled.ts";
import { type Call, type Look, answerSchema, lookSchema, type Plan } from "./plan.ts";

export interface InstanceOptions {
  database: DatabaseAddress;
  dataDir: string;
  relayUrl: string;
  plan: Plan;
  /** In the domain's time: divide by the plan's speed for ours. */
  createTimeoutMs: number;
  /** A program that runs Node, such as a tracer, with its arguments. */
  under?: readonly [string, ...string[]];
}

export interface Instance {
  /** Resolves when it takes submissions; rejects when it ends before. */
  ready: Promise<void>;
  /** Resolves with the signal or the exit code that ended it. */
  ended: Promise<NodeJS.Signals | number>;
  isAlive: () => boolean;
  /** @returns the jobs' ids, which are on the disk. Rejects when the instance ends before it has said so. */
  submit: (prompt: string, key: string) => Promise<string[]>;
  look: () => Promise<Look>;
  tell: (call: Call) => Promise<unknown>;
  kill: () => void;
  /** SIGTERM. */
  stop: () => void;
  log: () => string;
}

const stringList = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

export function spawnInstance(options: InstanceOptions): Instance {
  const [program, ...before] = options.under === undefined ? [process.execPath] : [...options.under, process.execPath];
  const file = join(import.meta.dirname, "instance.ts");
  const args = [...before, "--conditions=react-server", file, JSON.stringify(options.plan)];
  const { PATH, TMPDIR } = process.env;
  const child = spawn(program, args, {
    env: { PATH, TMPDIR, NODE_ENV: "production", NODE_COMPILE_CACHE: compiled, ...settingsOf(options) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (written += text));
  }
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let isAlive = true;
  const ended = new Promise<NodeJS.Signals | number>((resolve) => {
    child.once("close", (code, signal) => {
      isAlive = false;
      for (const { reject } of waiting.values()) reject(new Gone());
      resolve(signal ?? code ?? 0);
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on("message", (message) => {
      if (message === "ready") return resolve();
      const answer = answerSchema.parse(message);
      const call = waiting.get(answer.n);
      waiting.delete(answer.n);
      if ("error" in answer) call?.reject(new Error(answer.error));
      else call?.resolve(answer.value);
    });
    void ended.then((end) => reject(new Gone(`The instance ended with ${end} before it was ready:\n${written}`)));
  });
  ready.catch(() => undefined); // who kills it at once does not wait for it
  let calls = 0;
  const tell = (call: Call) =>
    new Promise<unknown>((resolve, reject) => {
      if (!isAlive) return reject(new Gone());
      const n = (calls += 1);
      waiting.set(n, { resolve, reject });
      // An error here means that it is ending, which rejects whatever waits.
      child.send({ n, ...call }, () => undefined);
    });
  return {
    ready,
    ended,
    isAlive: () => isAlive,
    submit: async (prompt, key) => stringList(await tell({ kind: "submit", prompt, key })),
    look: async () => lookSchema.parse(await tell({ kind: "look" })),
    tell,
    kill: () => void child.kill("SIGKILL"),
    stop: () => void child.kill("SIGTERM"),
    log: () => written,
  };
}

/** The instance ended before it answered. */
export class Gone extends Error {
  constructor(message = "The instance has ended") {
    super(message);
    this.name = "Gone";
  }
}

function settingsOf({ database, dataDir, relayUrl, createTimeoutMs }: InstanceOptions) {
  return {
    DATA_DIR: dataDir,
    DATABASE_URL: database.kind === "postgres" ? database.url() : `file:${database.file}`,
    RELAY_BASE_URL: relayUrl,
    RELAY_API_KEY: "sk-faults",
    MEDIA_ALLOWED_HOSTS: new URL(relayUrl).host,
    RELAY_REQUESTS_PER_MINUTE: "600",
    RELAY_POLL_FIRST_MS: "1000",
    RELAY_POLL_INTERVAL_MS: "2000",
    RELAY_CREATE_TIMEOUT_MS: String(createTimeoutMs),
  };
}
