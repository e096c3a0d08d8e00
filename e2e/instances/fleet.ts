/** Several instances on one Postgres against one relay, and the test as a person who uses them. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "#lib/job.ts";
import { openStore, type Store } from "#lib/server/database/store.ts";
import type { JobRow } from "#lib/server/database/tables.ts";
import { testDatabase, testUrl } from "#lib/server/database/testing.ts";
import { readJob } from "#lib/server/jobs/read.ts";
import { submit } from "#lib/server/jobs/submit.ts";
import { eachOf } from "#lib/server/jobs/testing.ts";
import { compiled } from "../../scripts/test/compiled.ts";
import type { RecordedRequest } from "../relay/record.ts";
import { type Relay, type RelayOptions, startRelay } from "../relay/server.ts";
import { type FastClock, startClock, timeOn } from "./clock.ts";

export interface Instance {
  /** The relay's key that this instance alone uses, so that the relay's records tell who asked. */
  key: string;
  /** SIGKILL. */
  kill: () => Promise<void>;
  /** SIGTERM. @returns the exit code */
  stop: () => Promise<number | null>;
  log: () => string;
}

export interface Fleet {
  relay: Relay;
  /** Connections of the test's own, on the fleet's clock. */
  store: Store;
  clock: FastClock;
  /** Resolves when it serves. */
  start: () => Promise<Instance>;
  submit: (jobs: number) => Promise<Job[]>;
  until: (id: string, is: (job: Job) => boolean) => Promise<Job>;
  row: (id: string) => Promise<JobRow>;
  untilSo: (isSo: () => Promise<boolean>) => Promise<void>;
}

export interface FleetOptions {
  speed: number;
  relay?: RelayOptions;
  settings?: Readonly<Record<string, string>>;
}

export async function makeFleet(
  context: TestContext,
  { speed, relay: script, settings }: FleetOptions,
): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-"));
  const database = await testDatabase("postgres");
  const relay = await startRelay(script);
  const clock = startClock(speed);
  const store = await openStore(database.address, () => timeOn(clock));
  const environment = {
    DATA_DIR: folder,
    DATABASE_URL: testUrl(database.address).href,
    RELAY_BASE_URL: relay.url,
    MEDIA_ALLOWED_HOSTS: new URL(relay.url).host,
    RELAY_REQUESTS_PER_MINUTE: "30000",
    RELAY_MAX_CONCURRENT_CREATES: "6",
    RELAY_POLL_FIRST_MS: "1000",
    RELAY_POLL_INTERVAL_MS: "2000",
    ...settings,
  };
  const instances: Instance[] = [];
  let started = 0;
  context.after(async () => {
    const closed = relay.close(); // first, so that no call is waited for
    for (const { kill } of instances) await kill();
    await store.close();
    await database.remove();
    await rm(folder, { recursive: true });
    await closed;
  });
  async function untilSo(isSo: () => Promise<boolean>): Promise<void> {
    for (; !(await isSo()); await sleep(50)) {
      if (context.signal.aborted) throw new Error(`Still not so:\n${instances.map(({ log }) => log()).join("\n")}`);
    }
  }
  return {
    relay,
    store,
    clock,
    start: async () => {
      started += 1;
      const instance = await startInstance(clock, { ...environment, RELAY_API_KEY: `sk-instance-${started}` });
      instances.push(instance);
      return instance;
    },
    submit: async (jobs) => {
      const prompts = Array.from({ length: jobs }, (_, i) => `prompt ${i}`);
      return (await eachOf(prompts, (prompt) => submitOne(store, prompt))).flat();
    },
    until: async (id, is) => {
      let last: Job | undefined;
      await untilSo(async () => (last = (await readJob(store, id))?.job) !== undefined && is(last));
      if (last === undefined) throw new Error("There is no such job");
      return last;
    },
    row: (id) => store.db.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
    untilSo,
  };
}

/** Who sent a request. */
export function keyOf({ headers }: RecordedRequest): string {
  return headers.authorization?.replace("Bearer ", "") ?? "";
}

async function submitOne(store: Store, prompt: string): Promise<Job[]> {
  const request = { model: "jimeng-video-3.0", prompt, aspect_ratio: "3:2", size: "720P", images: [], count: 1 };
  return (await submit(store, request, { person: null, key: null })).jobs;
}

type Settings = Readonly<Record<string, string>> & { RELAY_API_KEY: string };

async function startInstance(clock: FastClock, settings: Settings): Promise<Instance> {
  const { PATH = "", TMPDIR = "" } = process.env;
  const child = fork(join(import.meta.dirname, "instance.ts"), [JSON.stringify(clock)], {
    env: { NODE_ENV: "test", PATH, NODE_COMPILE_CACHE: compiled, ...(TMPDIR !== "" && { TMPDIR }), ...settings },
    execArgv: ["--conditions=react-server"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (written += text));
  }
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const early = ended.then((code) => {
    throw new Error(`An instance ended with ${code} before it served:\n${written}`);
  });
  await Promise.race([once(child, "message"), early]);
  early.catch(() => undefined); // it is told to end, later
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    key: settings.RELAY_API_KEY,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    log: () => written,
  };
}
