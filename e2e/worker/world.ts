/**
 * The worker, the database, the media folder and the HTTP client as they are in the app, against a relay over real
 * sockets; only the delays are short. What the relay recorded is the truth.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Job } from "#lib/job.ts";
import { openStore, type Store } from "#lib/server/database/store.ts";
import { databaseKind, testDatabase } from "#lib/server/database/testing.ts";
import { prepareBudget } from "#lib/server/jobs/budget.ts";
import { prepareDispatch } from "#lib/server/jobs/dispatch.ts";
import { readJob } from "#lib/server/jobs/read.ts";
import { submit } from "#lib/server/jobs/submit.ts";
import { untilWoken, wake } from "#lib/server/wake.ts";
import type { Deps } from "#lib/server/worker/deps.ts";
import { startWorker } from "#lib/server/worker/loop.ts";
import { type Relay, type RelayOptions, startRelay } from "../relay/server.ts";
import { worldDeps, type WorldSettings } from "./deps.ts";

export interface World {
  store: Store;
  relay: Relay;
  deps: Deps;
  mediaDir: string;
  submit: (prompt?: string) => Promise<Job>;
  /** Resolves with the job once it is as described. */
  until: (id: string, is: (job: Job) => boolean) => Promise<Job>;
  untilSo: (isSo: () => Promise<boolean>) => Promise<void>;
}

export interface WorldOptions extends WorldSettings {
  relay?: RelayOptions;
  /** Where the relay is thought to be, when that is not where it is. */
  baseUrl?: string;
  /** False: nothing moves but what the test sets going. */
  hasLoop?: boolean;
}

export async function makeWorld(context: TestContext, options: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "clipdesk-"));
  const relay = await startRelay(options.relay);
  const database = await testDatabase(databaseKind(context));
  const store = await openStore(database.address);
  const mediaDir = join(folder, "media");
  const deps = worldDeps({ ...options, store, relayUrl: options.baseUrl ?? relay.url, fileUrl: relay.url, mediaDir });
  await prepareDispatch(store);
  await prepareBudget(store, deps.config.relay.requestsPerMinute);
  await deps.media.check();
  const untilSo = async (isSo: () => Promise<boolean>) => {
    // The worker rings after each step; the short limit covers changes that ring nothing.
    for (; !(await isSo()); await untilWoken(50, context.signal)) {
      if (context.signal.aborted) throw new Error("Still not so");
    }
  };
  const worker = options.hasLoop === false ? null : startWorker(deps);
  context.after(async () => {
    const closed = relay.close(); // first, so that no call is waited for
    await worker?.stop(10_000);
    await store.close();
    await database.remove();
    await rm(folder, { recursive: true });
    await closed;
  });
  return {
    store,
    relay,
    deps,
    mediaDir,
    submit: async (prompt = "cat fish") => {
      const request = { model: "jimeng-video-3.0", prompt, aspect_ratio: "3:2", size: "720P", images: [], count: 1 };
      const { jobs } = await submit(store, request, { person: null, key: null });
      wake();
      const [job] = jobs;
      if (job === undefined) throw new Error("A submission made no job");
      return job;
    },
    until: async (id, is) => {
      let last: Job | undefined;
      await untilSo(async () => (last = (await readJob(store, id))?.job) !== undefined && is(last));
      if (last === undefined) throw new Error("There is no such job");
      return last;
    },
    untilSo,
  };
}
