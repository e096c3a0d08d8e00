/**
 * From a process that has just begun to one that serves: settings, database, recovery of what a dead process left,
 * worker; and back, when it is told to stop.
 */
import { flushCompileCache } from "node:module";
import { watchPeers } from "./access/peer.ts";
import { guardAnswers } from "./answer-headers.ts";
import { config, ConfigError } from "./config.ts";
import { OwnedError } from "./database/owner.ts";
import { store } from "./database/store.ts";
import { prepareBudget } from "./jobs/budget.ts";
import { recoverCalls } from "./jobs/create-steps.ts";
import { prepareDispatch } from "./jobs/dispatch.ts";
import { log } from "./log.ts";
import { restoreContentLength } from "./media/content-length.ts";
import { mendPaths } from "./mend-paths.ts";
import { deps } from "./worker/deps.ts";
import { startWorker, type Worker } from "./worker/loop.ts";
import { stopPasses } from "./worker/pass.ts";

const exitCodes = { badSettings: 1, owned: 3 } as const;
/** Creates in flight are waited for this long; then they are left to the next start, which calls them unknown. */
const stopWithinMs = 30_000;
/** A download that gives nothing for so long was given up long before. */
const sharedSweepIdleMs = 60 * 60_000;

/** Ends the process, with its reason in plain words, when it cannot serve. */
export async function start(): Promise<void> {
  restoreContentLength();
  mendPaths();
  try {
    watchPeers();
    guardAnswers();
    const worker = await prepare();
    stopOnSignals(worker);
    flushCompileCache(); // not only at the end, which a crash does not have
  } catch (error) {
    if (error instanceof ConfigError) exit(error.message, exitCodes.badSettings);
    if (error instanceof OwnedError) exit(error.message, exitCodes.owned);
    log.error("Clipdesk could not start", error);
    exit(error instanceof Error ? error.message : String(error), exitCodes.badSettings);
  }
}

async function prepare(): Promise<Worker | null> {
  const { mode, relay, worker } = config();
  const ready = await deps();
  await ready.media.check();
  // On Postgres a file that is half there may be another instance's, which writes to it all the time.
  await ready.media.sweep(ready.store.kind === "sqlite" ? 0 : sharedSweepIdleMs);
  await prepareDispatch(ready.store);
  await prepareBudget(ready.store, relay.requestsPerMinute);
  // On Postgres a call may be another instance's: there only its lease tells, and the worker's sweep reads it.
  const lost = ready.store.kind === "sqlite" ? await recoverCalls(ready.store) : 0;
  if (lost > 0) log.warn("Calls were on their way when Clipdesk stopped; their outcome is unknown", { jobs: lost });
  log.info("Clipdesk started", { mode, worker, database: ready.store.kind, node: process.version });
  return worker === "on" ? startWorker(ready) : null;
}

function stopOnSignals(worker: Worker | null): void {
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info("Stopping", { signal });
    await Promise.all([worker?.stop(stopWithinMs), stopPasses(stopWithinMs)]);
    await (await store()).close();
    process.exit(0);
  };
  // A terminal that is closed sends SIGHUP to everything it started; unhandled, it would end the server in mid-call.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      stop(signal).catch((error: unknown) => {
        log.error("The stop failed", error);
        process.exit(1);
      });
    });
  }
}

function exit(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}
